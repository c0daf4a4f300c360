"""Switches: what injects can put out of service, and what that cuts (rule 19)."""

from simulator.plan.alike import common
from simulator.plan.composed import Edge
from simulator.program.registry import Registry
from simulator.scenario.case import Case, Move


class Outages:
    """The switches of links, agencies and media; only what some inject or condition can touch has one."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._composition = case.composition
        self._registry = registry
        failing = [(*move.outage, move.region) for move in case.moves if move.outage is not None]
        self._media: dict[str, dict[str | None, None]] = {}
        for kind, name, region in failing:
            if kind == "medium":
                self._media.setdefault(name, {})[region] = None
        self._links = {name for kind, name, _region in failing if kind == "link"}
        self._regions = list(dict.fromkeys(name for kind, name, _region in failing if kind == "region"))
        self._groups = list(dict.fromkeys(name for kind, name, _region in failing if kind == "agency"))
        self._conditional = {
            name for name, channel in self._composition.channels.items() if channel.up_when is not None
        }
        self._of_agency: dict[str, tuple[int, ...]] = {}
        self._groups_of = self._find_groups()

    def _find_groups(self) -> dict[str, list[str]]:
        """Give, by agency, the names under which it may fail: its own, or that of many alike."""
        found: dict[str, list[str]] = {}
        for name in self._groups:
            for agency in self._composition.members.get(name, (name,)):
                found.setdefault(agency, []).append(name)
        return found

    def opened_by(self, move: Move) -> tuple[int, ...]:
        """Give the switches that an inject opens; a desk has none, it is closed."""
        if move.outage is None or move.outage[0] == "desk":
            return ()
        kind, name = move.outage
        key = (kind, name, move.region or "") if kind == "medium" else (kind, name)
        return (self._registry.switch(*key),)

    def of_rung(self, edge: Edge, medium: str) -> tuple[int, ...]:
        """Give the switches that must all be closed for a link to work over a medium."""
        found = [self._registry.switch("medium", medium, "")] if medium in self._conditional else []
        found += [
            self._registry.switch("medium", medium, region or "")
            for region in self._media.get(medium, ())
            if region is None or self.lies_in(edge.sender, region) or self.lies_in(edge.receiver, region)
        ]
        for link in dict.fromkeys((f"{edge.plan}.{edge.record.id}", common(edge.name))):
            if link in self._links:
                found.append(self._registry.switch("link", link))
        return tuple(dict.fromkeys((*found, *self.of_agency(edge.sender), *self.of_agency(edge.receiver))))

    def of_agency(self, agency: str) -> tuple[int, ...]:
        """Give the switches that cut an agency off altogether."""
        if agency not in self._of_agency:
            alone = [self._registry.switch("agency", name) for name in self._groups_of.get(agency, ())]
            around = [
                self._registry.switch("region", name) for name in self._regions if self.lies_in(agency, name)
            ]
            self._of_agency[agency] = (*alone, *around)
        return self._of_agency[agency]

    def lies_in(self, agency: str, region: str) -> bool:
        """Tell whether an agency is in a region or in one that lies within it."""
        home = self._composition.actors[agency].region
        return home is not None and (home == region or region in self._composition.areas[home].within)
