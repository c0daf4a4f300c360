"""The parts of a stress study, and how much of each is played where nothing is said."""

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["agencies", "links", "media", "pools"]
Part: TypeAlias = Literal["agencies", "links", "media", "pools", "starts", "second"]
KINDS: tuple[Kind, ...] = ("agencies", "links", "media", "pools")
PARTS: tuple[Part, ...] = (*KINDS, "starts", "second")
RUNS = 200
"""Replications of each loss."""
SCREEN = 32
"""Replications in which each loss is tried first; one that changes nothing in them is not played further."""
PAIRS = 8
"""Of the worst losses so many are lost in pairs."""
STARTS = 50
"""Replications from each hour, at the most."""
