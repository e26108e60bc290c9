"""AIF360's metrics of the tables on standard input, by the names that Airworthy has for them."""

import json
import logging
import sys
import warnings

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

import pandas as pd  # noqa: E402
from aif360.datasets import BinaryLabelDataset  # noqa: E402
from aif360.metrics import BinaryLabelDatasetMetric, ClassificationMetric  # noqa: E402


def audited(table, column, reference):
    # It wants numbers for groups.
    codes = {value: code for code, value in enumerate(sorted(set(table[column])))}
    frame = pd.DataFrame(
        {column: [codes[value] for value in table[column]], "label": table["label"], "prediction": table["prediction"]}
    )
    if table["weight"] is not None:
        frame["weight"] = table["weight"]
    others = [code for value, code in codes.items() if value != reference]

    def dataset(labels):
        return BinaryLabelDataset(
            df=frame[[column, labels, *(["weight"] if "weight" in frame else [])]].rename(columns={labels: "label"}),
            label_names=["label"],
            protected_attribute_names=[column],
            privileged_protected_attributes=[[codes[reference]]],
            unprivileged_protected_attributes=[others],
            instance_weights_name="weight" if "weight" in frame else None,
            favorable_label=1,
            unfavorable_label=0,
        )

    sides = {
        "privileged_groups": [{column: codes[reference]}],
        "unprivileged_groups": [{column: code} for code in others],
    }
    metric = ClassificationMetric(dataset("label"), dataset("prediction"), **sides)
    yield f"{column}: statistical-parity-difference", metric.statistical_parity_difference()
    yield f"{column}: disparate-impact", metric.disparate_impact()
    yield f"{column}: average-odds-difference", metric.average_odds_difference()
    yield f"{column}: average-absolute-odds-difference", metric.average_abs_odds_difference()
    yield f"{column}: signed-equal-opportunity-difference", metric.equal_opportunity_difference()
    predicted = BinaryLabelDatasetMetric(dataset("prediction"), **sides)
    yield f"{column}: differential-fairness", predicted.smoothed_empirical_differential_fairness()
    if table["weight"] is None:
        # Of these it takes no account of weights.
        yield "generalized-entropy-index", metric.generalized_entropy_index()
        yield "generalized-entropy-index(alpha=0.5)", metric.generalized_entropy_index(alpha=0.5)
        yield "theil-index", metric.theil_index()
        yield f"{column}: between-group-generalized-entropy-index", metric.between_all_groups_generalized_entropy_index()
        yield f"{column}: between-group-theil-index", metric.between_all_groups_theil_index()


asked = json.load(sys.stdin)
answer = [
    {
        name: float(value)
        for columns in table["attributes"]
        if len(columns) == 1
        for name, value in audited(table["columns"], columns[0], table["references"][columns[0]])
    }
    for table in asked
]
json.dump(answer, sys.stdout)
