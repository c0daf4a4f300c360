"""Gaps as SARIF."""

from simulator.report.sarif import sarif
from tests.text.test_schema_check import GAP


def test_a_file_is_a_reference_that_any_reader_takes_whatever_its_name():
    # SARIF 2.1.0, 3.4.3, wants one as in RFC 3986: no blank, no sign beyond ASCII, no other `#` and `:`
    record = GAP | {"where": [{"file": "plans/火 警#2:a.yaml", "line": 3, "column": 1}]}
    (result,) = sarif([record])["runs"][0]["results"]
    (place,) = result["locations"]
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "plans/%E7%81%AB%20%E8%AD%A6%232%3Aa.yaml"
