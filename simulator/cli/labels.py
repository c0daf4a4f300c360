"""The labels of time on a critical path, in words."""

from simulator.cli.console import tell
from simulator.errors import say

WORDS = {
    "before": say("before anything happens"),
    "observation": say("until it is seen"),
    "own operator": say("waiting for the sender's own operator"),
    "composing": say("composing the message"),
    "redial": say("failed attempts and redialling"),
    "channel": say("under way"),
    "desk queue": say("waiting at the receiver's desk"),
    "handling": say("being taken in"),
    "asking": say("waiting for the answer"),
    "decision": say("waiting for the decision"),
    "operators": say("waiting for operators"),
    "units": say("waiting for units"),
    "participants": say("waiting for participants"),
    "mobilisation": say("turning out"),
    "travel": say("on the road"),
    "work": say("at work"),
    "aid answer": say("waiting for the answer on aid"),
    "clock": say("a stated length of time"),
    "kept back": say("not told"),
    "post": say("waiting for whoever holds the post"),
}


def label_words(label: str, lang: str) -> str:
    """Give a label as a planner reads it."""
    return tell(WORDS[label], lang)
