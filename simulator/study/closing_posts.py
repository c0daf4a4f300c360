"""Closing a gap of a post that nobody holds: somebody does, from the start or at once."""

from dataclasses import replace

from simulator.program.model import NONE, Post, Program
from simulator.study.closure import mapped


def always_held(program: Program, place: str) -> Program:
    """Give a program in which a post is never vacant.

    Its holder is there from the start; where it is lost, the first deputy steps in at once, or, without one,
    the post is not lost. Hand-over, work and links stay as they are.
    """

    def change(post: Post) -> Post:
        if post.name != place:
            return post
        kept = post.switches if post.standing > 1 else ((),) * len(post.switches)
        return replace(post, after=0.0, switches=kept, wanted_gate=NONE, arrives_gate=NONE)

    return replace(program, posts=mapped(program.posts, change))
