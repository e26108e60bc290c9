"""Answers, on standard output, the questions that come as JSON on standard input, with the field's reference programs."""

import json
import sys

import numpy as np
from scipy.special import ndtri
from scipy.stats import binom, binomtest, bootstrap
from sklearn.metrics import accuracy_score, f1_score, recall_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint


def metrics(labels, predictions):
    options = {"labels": np.unique(labels), "average": "macro"}
    return [
        accuracy_score(labels, predictions),
        recall_score(labels, predictions, **options),
        f1_score(labels, predictions, **options),
    ]


def intervals(table, resamples, confidence):
    labels, baseline, candidate = (np.array(table[name]) for name in ("labels", "baseline", "candidate"))

    def differences(rows):
        now = metrics(labels[rows], candidate[rows])
        was = metrics(labels[rows], baseline[rows])
        return np.subtract(now, was)

    result = bootstrap(
        (np.arange(len(labels)),),
        differences,
        vectorized=False,
        n_resamples=resamples,
        confidence_level=confidence,
        method="percentile",
        rng=np.random.default_rng(5),
    )
    found = result.confidence_interval
    return [[low, high] for low, high in zip(found.low.tolist(), found.high.tolist())]


asked = json.load(sys.stdin)
json.dump(
    {
        "mcnemar": [mcnemar([[0, b], [c, 0]], exact=True).pvalue for b, c in asked["mcnemar"]],
        "binomtest": [binomtest(b, b + c).pvalue for b, c in asked["mcnemar"]],
        "wilson": [list(proportion_confint(k, n, alpha=1 - level, method="wilson")) for k, n, level in asked["wilson"]],
        "holm": [multipletests(values, method="holm")[1].tolist() for values in asked["holm"]],
        "quantiles": [float(ndtri(p)) for p in asked["quantiles"]],
        "probabilities": [float(binom.pmf(k, n, p)) for k, n, p in asked["probabilities"]],
        "metrics": [
            [metrics(np.array(table["labels"]), np.array(table[side])) for side in ("baseline", "candidate")]
            for table in asked["tables"]
        ],
        "intervals": [intervals(table, asked["resamples"], asked["confidence"]) for table in asked["tables"][:2]],
    },
    sys.stdout,
)
