"""Reads the JUnit XML that comes on standard input with junitparser, and says on standard output as JSON what it found."""

import json
import sys

from junitparser import JUnitXml, Properties, TestSuite

KINDS = {"Failure": "failure", "Error": "error", "Skipped": "skipped"}


def properties(element):
    return {prop.name: prop.value for group in element.iterchildren(Properties) for prop in group}


def outcome(result):
    return {"kind": KINDS[type(result).__name__], "message": result.message, "type": result.type, "text": result.text}


def case(found):
    return {
        "classname": found.classname,
        "name": found.name,
        "line": found._elem.get("line"),
        "results": [outcome(result) for result in found.result],
        "systemOut": found.system_out,
        "properties": properties(found),
    }


def suite(found):
    totals = [found.tests, found.failures, found.errors, found.skipped]
    return {"name": found.name, "totals": totals, "properties": properties(found), "cases": [case(each) for each in found]}


xml = JUnitXml.fromstring(sys.stdin.buffer.read())
stated = [xml.tests, xml.failures, xml.errors, xml.skipped]
xml.update_statistics()
counted = [xml.tests, xml.failures, xml.errors, xml.skipped]
suites = [suite(found) for found in xml if isinstance(found, TestSuite)]
json.dump({"stated": stated, "counted": counted, "suites": suites}, sys.stdout)
