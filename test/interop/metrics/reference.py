"""Metrics by scikit-learn and NumPy of the tables on standard input, by the names that Airworthy has for them."""

import json
import math
import re
import string
import sys
import warnings

import numpy as np
import sklearn.metrics as sk
from sklearn.preprocessing import MultiLabelBinarizer

# Classes that nobody predicts warn, and are 0 by zero_division; that is part of what is compared.
warnings.simplefilter("ignore")

FAMILIES = {
    "precision": (sk.precision_score, {}),
    "recall": (sk.recall_score, {}),
    "f1": (sk.f1_score, {}),
    "jaccard": (sk.jaccard_score, {}),
    "f-beta(beta=2)": (sk.fbeta_score, {"beta": 2}),
    "f-beta(beta=0.5)": (sk.fbeta_score, {"beta": 0.5}),
}


def averaged(labels, predictions, occurring, weights):
    """Macro and weighted over the classes that occur as labels, micro over all."""
    for name, (score, settings) in FAMILIES.items():
        for average in ("macro", "weighted", "micro"):
            classes = None if average == "micro" else occurring
            yield f"{average}-{name}", score(
                labels, predictions, labels=classes, average=average, sample_weight=weights, zero_division=0, **settings
            )


def single(table):
    labels, predictions = np.array(table["labels"]), np.array(table["predictions"])
    weights = table["weights"]
    # A class whose rows all weigh nothing is not there.
    occurring = np.unique(labels if weights is None else labels[np.array(weights) > 0])
    yield from averaged(labels, predictions, occurring, weights)
    yield "accuracy", sk.accuracy_score(labels, predictions, sample_weight=weights)
    yield "balanced-accuracy", sk.balanced_accuracy_score(labels, predictions, sample_weight=weights)
    # Of one class alone scikit-learn says 0, and Airworthy that there is nothing to tell apart.
    is_told_apart = len(occurring) > 1
    yield "mcc", sk.matthews_corrcoef(labels, predictions, sample_weight=weights) if is_told_apart else math.nan
    yield "kappa", sk.cohen_kappa_score(labels, predictions, sample_weight=weights)
    yield "hamming-loss", sk.hamming_loss(labels, predictions, sample_weight=weights)
    for name, (score, settings) in FAMILIES.items():
        of = name.replace(")", f",class={occurring[0]})") if "(" in name else f"{name}(class={occurring[0]})"
        yield of, score(
            labels == occurring[0], predictions == occurring[0], sample_weight=weights, zero_division=0, **settings
        )
    others, predicted_others = labels != occurring[0], predictions != occurring[0]
    specificity = sk.recall_score(others, predicted_others, sample_weight=weights, zero_division=0)
    yield f"specificity(class={occurring[0]})", specificity if is_told_apart else math.nan


def sets(table):
    binarizer = MultiLabelBinarizer().fit(table["labels"])
    labels, predictions = binarizer.transform(table["labels"]), binarizer.transform(table["predictions"])
    weights = table["weights"]
    weighty = labels if weights is None else labels[np.array(weights) > 0]
    yield from averaged(labels, predictions, np.flatnonzero(weighty.any(axis=0)), weights)
    yield "accuracy", sk.accuracy_score(labels, predictions, sample_weight=weights)
    yield "hamming-loss", sk.hamming_loss(labels, predictions, sample_weight=weights)


def regression(table):
    labels, predictions, weights = table["labels"], table["predictions"], table["weights"]
    yield "mae", sk.mean_absolute_error(labels, predictions, sample_weight=weights)
    yield "mse", sk.mean_squared_error(labels, predictions, sample_weight=weights)
    yield "rmse", sk.root_mean_squared_error(labels, predictions, sample_weight=weights)
    yield "mape", sk.mean_absolute_percentage_error(labels, predictions, sample_weight=weights)
    yield "median-absolute-error", sk.median_absolute_error(labels, predictions, sample_weight=weights)
    yield "r2", sk.r2_score(labels, predictions, sample_weight=weights)
    for alpha in (0.1, 0.5, 0.95):
        yield f"pinball(quantile={alpha})", sk.mean_pinball_loss(
            labels, predictions, sample_weight=weights, alpha=alpha
        )
    yield "mean(column=prediction)", np.average(predictions, weights=weights)
    if weights is None:
        for q in (0, 0.25, 0.5, 0.9, 0.99, 1):
            yield f"quantile(column=prediction,q={q})", np.quantile(predictions, q)
    else:
        # Where a share of the weight falls on a value exactly, NumPy takes that value, and Airworthy a mean.
        for q in (0.137, 0.9031):
            yield f"quantile(column=prediction,q={q})", np.quantile(
                predictions, q, weights=weights, method="inverted_cdf"
            )


def ranking(queries):
    """Each query's gains of all items, and the items as ranked."""
    size = max(len(query["gains"]) for query in queries)
    gains = np.array([query["gains"] + [0] * (size - len(query["gains"])) for query in queries], dtype=float)
    scores = np.zeros_like(gains)
    for row, query in enumerate(queries):
        scores[row] = -np.arange(size) - size
        for place, item in enumerate(query["ranked"]):
            scores[row, item] = size - place
    for k in (None, 1, 3, 10):
        brackets = "" if k is None else f"(k={k})"
        yield f"ndcg{brackets}", sk.ndcg_score(gains, scores, k=k)
        yield f"dcg{brackets}", sk.dcg_score(gains, scores, k=k)
    exponential = np.where(gains > 0, 2**gains - 1, 0)
    yield "ndcg(gain=exponential)", sk.ndcg_score(exponential, scores)
    yield "map", sk.label_ranking_average_precision_score(gains > 0, scores)


def normalized(text):
    """As SQuAD's evaluation describes it: lower case, no punctuation, no articles, single spaces."""
    kept = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", kept).split()


def plain(pairs):
    return {name: None if math.isnan(value) else float(value) for name, value in pairs}


asked = json.load(sys.stdin)
json.dump(
    {
        "single": [plain(single(table)) for table in asked["single"]],
        "sets": [plain(sets(table)) for table in asked["sets"]],
        "regression": [plain(regression(table)) for table in asked["regression"]],
        "ranking": [plain(ranking(queries)) for queries in asked["ranking"]],
        "texts": [normalized(text) for text in asked["texts"]],
    },
    sys.stdout,
)
