import subprocess
import sys

from simulator.plan.graph import coordination_graph


def test_agencies_are_nodes_and_links_are_edges(composed):
    composition = composed(
        city="links:\n  - {id: hot, from: fire, to: duty, purpose: report, carries: [leak]}\n"
    )
    graph = coordination_graph(composition)
    assert list(graph.nodes) == list(composition.actors)
    assert graph.nodes["city.fire"]["sector"] == "public_safety"
    assert graph.edges["city.fire", "city.duty", "city.hot"]["carries"] == ("leak",)


def test_composing_does_not_load_networkx():
    code = "import sys, simulator.plan.graph, simulator.scenario.check; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
