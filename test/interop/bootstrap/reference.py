"""Answers, on standard output, the questions that come as JSON on standard input: SciPy's bootstrap, statsmodels' errors."""

import json
import sys

import numpy as np
import statsmodels.api as sm
from scipy.stats import bootstrap, ttest_rel
from sklearn.metrics import cohen_kappa_score, f1_score, matthews_corrcoef, r2_score, roc_auc_score

METRICS = {
    "macro-f1": lambda labels, answers: f1_score(labels, answers, labels=np.unique(labels), average="macro"),
    "mcc": matthews_corrcoef,
    "cohen-kappa": cohen_kappa_score,
    "r2": r2_score,
    "roc-auc": roc_auc_score,
    "mean": lambda _, values: np.mean(values),
    "quantile": lambda _, values: np.quantile(values, 0.8),
}


def interval(case, resamples, confidence):
    of = METRICS[case["metric"]]
    labels, candidate, baseline = (np.array(case[name]) for name in ("labels", "candidate", "baseline"))
    result = bootstrap(
        (np.arange(len(labels)),),
        lambda rows: of(labels[rows], candidate[rows]) - of(labels[rows], baseline[rows]),
        vectorized=False,
        n_resamples=resamples,
        confidence_level=confidence,
        method=case["method"],
        rng=np.random.default_rng(5),
    )
    return [float(result.confidence_interval.low), float(result.confidence_interval.high)]


def regressed(differences, weights, **errors):
    """The mean of some differences as a regression on a constant: its p-value and its interval."""
    fit = sm.WLS(np.array(differences), np.ones(len(differences)), weights=weights).fit(use_t=True, **errors)
    low, high = fit.conf_int(0.05)[0]
    return [float(fit.pvalues[0]), float(low), float(high)]


def closed_forms(case):
    candidate, baseline = np.array(case["candidate"]), np.array(case["baseline"])
    paired = ttest_rel(candidate, baseline)
    ends = paired.confidence_interval(0.95)
    ones = np.ones(len(candidate))
    clusters = {"groups": np.array(case["clusters"]), "use_correction": True, "df_correction": True}
    return {
        "paired": [float(paired.pvalue), float(ends.low), float(ends.high)],
        "weighted": regressed(candidate - baseline, np.array(case["weights"]), cov_type="HC1"),
        "clustered": regressed(candidate - baseline, ones, cov_type="cluster", cov_kwds=clusters),
    }


asked = json.load(sys.stdin)
json.dump(
    {
        "intervals": [interval(case, asked["resamples"], asked["confidence"]) for case in asked["bootstraps"]],
        "closedForms": [closed_forms(case) for case in asked["means"]],
    },
    sys.stdout,
)
