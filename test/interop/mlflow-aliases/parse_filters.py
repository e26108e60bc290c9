"""Reads filters of `model-versions/search` as MLflow does: a file with a JSON list of them; prints what each asks for."""

import json
import sys

from mlflow.utils.search_utils import SearchModelVersionUtils

with open(sys.argv[1], encoding="utf-8") as file:
    filters = json.load(file)
print(
    json.dumps(
        [
            [[part["type"], part["key"], part["comparator"], part["value"]] for part in parsed]
            for parsed in map(SearchModelVersionUtils.parse_search_filter, filters)
        ]
    )
)
