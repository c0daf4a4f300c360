"""Rows about posts as sentences: who hands over to whom, when nobody holds one."""

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import ENDED, REF, SUBJECT, Row
from simulator.program.model import Program


def hand_over(program: Program, titles: Titles, row: Row, via: int) -> Message:
    """Say that a hand-over is called for, or over."""
    handing = program.hand_overs[row[SUBJECT]]
    holders = program.posts[handing.post].holders
    values = {
        "post": titles.post(handing.post),
        "giver": titles.agent(holders[handing.giver]),
        "taker": titles.agent(holders[handing.taker]),
    }
    if via == ENDED:
        return say("{taker} has the picture from {giver} and holds the post now: {post}.", **values)
    return say("{giver} is to hand the post over to {taker}: {post}.", **values)


def vacancy(program: Program, titles: Titles, row: Row, via: int) -> Message:
    """Say that nobody holds a post, or that somebody does again."""
    post = titles.post(row[SUBJECT])
    if via == ENDED:
        holder = program.posts[row[SUBJECT]].holders[row[REF]]
        return say("{agency} takes up the post: {post}.", agency=titles.agent(holder), post=post)
    return say("Nobody holds the post from now on: {post}.", post=post)
