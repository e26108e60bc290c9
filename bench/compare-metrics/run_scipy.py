"""Reads the arrays of the folder given, and says what SciPy's vectorised bootstrap makes of them, and how long it took."""

import json
import sys
import time

import numpy as np
from scipy.stats import bootstrap, rankdata

CLASSES, POSITIVE = 3, 2
BATCH = 4

folder, resamples = sys.argv[1], int(sys.argv[2])


def differences(label, was, now, was_score, now_score, axis):
    return np.stack(
        [
            (now == label).mean(axis) - (was == label).mean(axis),
            macro_f1(label, now, axis) - macro_f1(label, was, axis),
            roc_auc(label, now_score, axis) - roc_auc(label, was_score, axis),
        ]
    )


def macro_f1(label, prediction, axis):
    scores = []
    for one in range(CLASSES):
        of_label, of_prediction = label == one, prediction == one
        hits = (of_label & of_prediction).sum(axis)
        scores.append(2 * hits / (of_label.sum(axis) + of_prediction.sum(axis)))
    return np.mean(scores, axis=0)


def roc_auc(label, score, axis):
    is_positive = label == POSITIVE
    positives = is_positive.sum(axis)
    ranks = np.where(is_positive, rankdata(score, axis=axis), 0).sum(axis)
    negatives = label.shape[axis] - positives
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def read(name, kind):
    return np.fromfile(f"{folder}/{name}", dtype=kind)


data = (
    read("label", np.uint8),
    read("old.prediction", np.uint8),
    read("new.prediction", np.uint8),
    read("old.score", np.float64),
    read("new.score", np.float64),
)
start = time.perf_counter()
found = bootstrap(
    data,
    differences,
    paired=True,
    vectorized=True,
    n_resamples=resamples,
    batch=BATCH,
    method="percentile",
    rng=np.random.default_rng(0),
)
seconds = time.perf_counter() - start
interval = found.confidence_interval
estimates = differences(*data, axis=-1)
json.dump(
    {
        "seconds": seconds,
        "resamples": resamples,
        "differences": [
            {"estimate": float(estimate), "low": float(low), "high": float(high)}
            for estimate, low, high in zip(estimates, interval.low, interval.high)
        ],
    },
    sys.stdout,
)
