"""The coordination network as a value: what its chart shows, before it is laid out.

Minutes are means over the replications. Every text is in one language already.
"""

from dataclasses import dataclass

LEAST = 0.5
"""Minutes below which a link or an agency is drawn as one that costs nothing."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A region, or the site of an enterprise. `kind` is neighbour, own or enterprise."""

    name: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Node:
    """An agency; `copies` is above 1 where many alike are one.

    `single`: it is a single point of failure. `minutes` are those lost at the agency itself, on no link.
    """

    agency: str
    title: str
    sector: str
    level: str
    zone: str
    copies: int = 1
    single: bool = False
    minutes: float = 0.0

    @property
    def costly(self) -> bool:
        """Whether time that is worth a colour is lost here."""
        return self.minutes >= LEAST


@dataclass(frozen=True, slots=True)
class Edge:
    """A link, or one that is missing; the `name` of the latter is that of its ends, as `city.a>city.b`.

    `minutes` is what it costs, 0 where only gaps without minutes lie on it, None where there is none.
    """

    name: str
    sender: str
    receiver: str
    purpose: str
    minutes: float | None = None
    missing: bool = False

    @property
    def costly(self) -> bool:
        """Whether it costs time that is worth a colour."""
        return (self.minutes or 0.0) >= LEAST

    @property
    def weight(self) -> float:
        """How much it matters that it is short and crosses nothing."""
        return 5.0 if self.costly else 2.0 if self.missing else 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap that the chart names, numbered from 1; it lies on edges (by name), else at an agency.

    `minutes` is None where no replication measured it.
    """

    number: int
    gap: str
    title: str
    minutes: float | None
    edges: tuple[str, ...]
    agency: str


@dataclass(frozen=True, slots=True)
class Network:
    """Agencies and links with what they cost.

    `agencies`, `links`, `missing` and `gaps` count what there is in all, drawn or not.
    """

    zones: tuple[Zone, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...]
    agencies: int
    links: int
    missing: int
    gaps: int

    @property
    def singles(self) -> int:
        """How many agencies are single points of failure."""
        return sum(node.single for node in self.nodes)

    @property
    def agencies_left_out(self) -> int:
        """How many agencies are not drawn."""
        return self.agencies - sum(node.copies for node in self.nodes)

    @property
    def missing_left_out(self) -> int:
        """How many missing links are not drawn."""
        return self.missing - sum(edge.missing for edge in self.edges)
