"""Aequitas' rates by group and their disparities, of the tables on standard input, by the names that Airworthy has for them."""

import contextlib
import json
import sys
import warnings

warnings.simplefilter("ignore")

import pandas as pd  # noqa: E402
from aequitas.bias import Bias  # noqa: E402
from aequitas.group import Group  # noqa: E402

RATES = {
    "pprev": "selection-rate",
    "ppr": "predicted-positive-share",
    "tpr": "true-positive-rate",
    "tnr": "true-negative-rate",
    "fpr": "false-positive-rate",
    "fnr": "false-negative-rate",
    "fdr": "false-discovery-rate",
    "for": "false-omission-rate",
    "precision": "precision",
}


def audited(table, references):
    columns = list(references)
    frame = pd.DataFrame(
        {"score": table["prediction"], "label_value": table["label"], **{column: table[column] for column in columns}}
    )
    crosstab, _ = Group().get_crosstabs(frame, attr_cols=columns)
    disparities = Bias().get_disparity_predefined_groups(crosstab, original_df=frame, ref_groups_dict=references)
    for _, row in disparities.iterrows():
        of = f"{row['attribute_name']}={row['attribute_value']}"
        yield f"{of}: base-rate", row["prev"]
        for short, rate in RATES.items():
            yield f"{of}: {rate}", row[short]
            yield f"{of}: {rate}-disparity", row[f"{short}_disparity"]


asked = json.load(sys.stdin)
# It prints as it goes.
with contextlib.redirect_stdout(sys.stderr):
    answer = [
        {name: float(value) for name, value in audited(table["columns"], table["references"])}
        if table["columns"]["weight"] is None
        else {}
        for table in asked
    ]
json.dump(answer, sys.stdout)
