"""Says of each pair of a JSON Schema (draft 2020-12) and a value whether the value is valid."""

import json
import sys

from jsonschema import Draft202012Validator

pairs = json.load(sys.stdin)
print(json.dumps([Draft202012Validator(schema).is_valid(value) for schema, value in pairs]))
