"""fairlearn's metrics of the tables on standard input, by the names that Airworthy has for them."""

import json
import math
import sys

import fairlearn.metrics as fl
import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score

RATES = {
    "selection-rate": fl.selection_rate,
    "true-positive-rate": fl.true_positive_rate,
    "false-positive-rate": fl.false_positive_rate,
    "false-negative-rate": fl.false_negative_rate,
    "true-negative-rate": fl.true_negative_rate,
    "accuracy": accuracy_score,
}
NAMES = {
    "selection-rate-difference": "demographic-parity-difference",
    "selection-rate-ratio": "demographic-parity-ratio",
    "true-positive-rate-difference": "equal-opportunity-difference",
    "true-positive-rate-ratio": "equal-opportunity-ratio",
}
PARITY = {
    "demographic-parity": ("demographic_parity", {}),
    "equal-opportunity": ("equal_opportunity", {}),
    "equalized-odds": ("equalized_odds", {}),
}


def audited(table, columns):
    labels, predictions, weights = np.array(table["label"]), np.array(table["prediction"]), table["weight"]
    groups = pd.DataFrame({column: table[column] for column in columns})
    name = " & ".join(columns)
    params = None if weights is None else {rate: {"sample_weight": weights} for rate in RATES}
    frame = fl.MetricFrame(
        metrics=RATES, y_true=labels, y_pred=predictions, sensitive_features=groups, sample_params=params
    )
    for group, rates in frame.by_group.iterrows():
        values = group if isinstance(group, tuple) else (group,)
        of = " & ".join(f"{column}={value}" for column, value in zip(columns, values))
        for rate, value in rates.items():
            yield f"{of}: {rate}", value
    for method, suffix in (("between_groups", ""), ("to_overall", "-to-overall")):
        for word, compared in (("difference", frame.difference(method)), ("ratio", frame.ratio(method))):
            for rate, value in compared.items():
                plain = f"{rate}-{word}{suffix}"
                yield f"{name}: {NAMES.get(plain, plain)}", value
    for parity, (function, settings) in PARITY.items():
        for word in ("difference", "ratio"):
            call = getattr(fl, f"{function}_{word}")
            given = {"sensitive_features": groups, "sample_weight": weights, **settings}
            yield f"{name}: {parity}-{word}", call(labels, predictions, **given)
    for word in ("difference", "ratio"):
        call = getattr(fl, f"equalized_odds_{word}")
        value = call(labels, predictions, sensitive_features=groups, sample_weight=weights, agg="mean")
        yield f"{name}: equalized-odds-{word}(agg=mean)", value


def plain(value):
    return None if math.isnan(value) else float(value)


asked = json.load(sys.stdin)
answer = [
    {name: plain(value) for columns in table["attributes"] for name, value in audited(table["columns"], columns)}
    for table in asked
]
json.dump(answer, sys.stdout)
