"""Checks an OpenLineage event, and each of its facets, against the published schemas in a folder; prints the errors as JSON."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

folder = Path(sys.argv[1])
schemas = [json.loads(path.read_text()) for path in folder.glob("*.json")]
registry = Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in schemas])


def errors(schema, value):
    validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(value)]


def facets(value):
    if isinstance(value, dict):
        if "_schemaURL" in value:
            yield value
        for item in value.values():
            yield from facets(item)
    elif isinstance(value, list):
        for item in value:
            yield from facets(item)


event = json.load(sys.stdin)
found = list(facets(event))
wrong = errors({"$ref": event["schemaURL"]}, event)
for facet in found:
    wrong += errors({"$ref": facet["_schemaURL"]}, facet)
print(json.dumps({"facets": len(found), "errors": wrong}))
