"""Made-up networks for charts: as large and as awkward as wanted."""

from simulator.report.network_model import Edge, Network, Node, Zone
from simulator.report.style import SECTORS
from simulator.report.words import LEVEL_WORDS
from tests.report.staged import HOSTILE, NAMES

OWN = Zone("own:city", "秦山市", "own")
COUNTY = Zone("own:north", "北岭县", "own")
RIVER = Zone("neighbour:river", "临江市", "neighbour")
PLANT = Zone("enterprise:plant", "北岭冷链物流有限公司液氨泄漏事故应急预案", "enterprise")


def node(agency, *, sector="government", level="city", zone=OWN, **more):
    given = {"title": agency, **more}
    return Node(agency, sector=sector, level=level, zone=zone.name, **given)


def edge(sender, receiver, minutes=None, **more):
    return Edge(f"{sender}>{receiver}", sender, receiver, "report", minutes, **more)


def network(nodes, edges=(), findings=(), zones=(RIVER, OWN, COUNTY, PLANT)):
    missing = sum(edge.missing for edge in edges)
    return Network(
        zones, tuple(nodes), tuple(edges), tuple(findings), len(nodes), len(edges), missing, len(findings)
    )


def crowded(count=96):
    """Agencies of every sector and level in four zones, with long and hostile names, and many links."""
    titles = [title for titles in NAMES.values() for title in titles] + list(HOSTILE)
    titles += ["Directorate-general of telecommunications infrastructure", "Internationalisation"]
    sectors, levels, zones = list(SECTORS), list(LEVEL_WORDS), (RIVER, OWN, COUNTY, PLANT)
    nodes = [
        node(
            f"a{number:03d}",
            title=titles[number % len(titles)],
            sector=sectors[number * 7 % len(sectors)],
            level=levels[number * number % len(levels)],
            zone=zones[number % 4],
            single=number % 17 == 0,
            minutes=float(number) if number % 19 == 0 else 0.0,
        )
        for number in range(count)
    ]
    edges = [
        edge(one.agency, nodes[(number * 31 + step * step * 5 + 1) % count].agency)
        for number, one in enumerate(nodes)
        for step in range(3)
    ]
    edges = [one for one in dict.fromkeys(edges) if one.sender != one.receiver]
    costly = [
        Edge(one.name, one.sender, one.receiver, "warn", float(number), missing=number % 3 == 0)
        for number, one in enumerate(edges[::9], start=1)
    ]
    replaced = {one.name for one in costly}
    return network(nodes, [*(one for one in edges if one.name not in replaced), *costly])
