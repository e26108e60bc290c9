"""Answers, on standard output, the questions that come as JSON on standard input, with the field's reference programs."""

import json
import sys
import warnings
from fractions import Fraction
from math import comb, sqrt

import numpy as np
from scipy import stats
from scipy.special import ndtr, ndtri
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW


def fisher_in_fractions(a, b, c, d):
    """Two-sided, less and greater, by the definition, in whole numbers."""
    least, most = max(0, a - d), min(a + b, a + c)
    ways = {x: comb(a + b, x) * comb(c + d, a + c - x) for x in range(least, most + 1)}
    total = sum(ways.values())
    chosen = (
        [w for w in ways.values() if w <= ways[a]],
        [w for x, w in ways.items() if x <= a],
        [w for x, w in ways.items() if x >= a],
    )
    return [float(Fraction(sum(some), total)) for some in chosen]


def fisher_of_scipy(a, b, c, d):
    return [stats.fisher_exact([[a, b], [c, d]], how).pvalue for how in ("two-sided", "less", "greater")]


def newcombe_paired(both, candidate, baseline, neither, level):
    """Newcombe's method 10 for pairs, from statsmodels' Wilson intervals."""
    n = both + candidate + baseline + neither
    low_c, high_c = proportion_confint(both + candidate, n, alpha=1 - level, method="wilson")
    low_b, high_b = proportion_confint(both + baseline, n, alpha=1 - level, method="wilson")
    p_c, p_b = (both + candidate) / n, (both + baseline) / n
    product = both * neither - candidate * baseline
    margins = (both + candidate) * (baseline + neither) * (both + baseline) * (candidate + neither)
    corrected = max(product - n / 2, 0) if product > 0 else product
    phi = corrected / sqrt(margins) if margins > 0 else 0
    below = (p_c - low_c) ** 2 - 2 * phi * (p_c - low_c) * (high_b - p_b) + (high_b - p_b) ** 2
    above = (high_c - p_c) ** 2 - 2 * phi * (high_c - p_c) * (p_b - low_b) + (p_b - low_b) ** 2
    return [max(-1, p_c - p_b - sqrt(below)), min(1, p_c - p_b + sqrt(above))]


def one_sample(values, level):
    result = stats.ttest_1samp(values, 0)
    return [result.pvalue, *result.confidence_interval(level)]


def two_samples(a, b, level):
    result = stats.ttest_ind(a, b, equal_var=False)
    return [result.pvalue, *result.confidence_interval(level), result.df]


def moments(values, weights):
    found = DescrStatsW(values, weights)
    return [float(found.mean), float(found.var)]


def wilcoxon(differences):
    result = stats.wilcoxon(differences)
    return [float(result.statistic), float(result.pvalue)]


def permutation(differences):
    result = stats.permutation_test((differences,), np.sum, permutation_type="samples", n_resamples=np.inf)
    return float(result.pvalue)


def clustered(values, codes):
    fit = OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": np.array(codes)})
    return float(fit.bse[0])


def bca(values, level):
    result = stats.bootstrap(
        (np.array(values, dtype=float),),
        np.mean,
        n_resamples=499,
        confidence_level=level,
        method="BCa",
        rng=np.random.default_rng(len(values)),
    )
    return {
        "draws": result.bootstrap_distribution.tolist(),
        "estimate": float(np.mean(values)),
        "interval": [float(end) for end in result.confidence_interval],
    }


warnings.simplefilter("ignore")
asked = json.load(sys.stdin)
json.dump(
    {
        "mcnemar": [mcnemar([[0, b], [c, 0]], exact=True).pvalue for b, c in asked["mcnemar"]],
        "binomtest": [stats.binomtest(b, b + c).pvalue for b, c in asked["mcnemar"]],
        "wilson": [list(proportion_confint(k, n, alpha=1 - level, method="wilson")) for k, n, level in asked["wilson"]],
        "holm": [multipletests(values, method="holm")[1].tolist() for values in asked["pValues"]],
        "benjaminiHochberg": [multipletests(values, method="fdr_bh")[1].tolist() for values in asked["pValues"]],
        "normalQuantiles": [float(ndtri(p)) for p in asked["normalQuantiles"]],
        "normalShares": [float(ndtr(z)) for z in asked["normalShares"]],
        "binomials": [float(stats.binom.pmf(k, n, p)) for k, n, p in asked["binomials"]],
        "studentPValues": [float(2 * stats.t.sf(t, df)) for t, df in asked["studentPValues"]],
        "studentQuantiles": [float(stats.t.ppf(p, df)) for p, df in asked["studentQuantiles"]],
        "fisher": [fisher_in_fractions(*table) for table in asked["fisher"]],
        "fisherOfScipy": [fisher_of_scipy(*table) for table in asked["fisher"]],
        "newcombe": [
            list(map(float, confint_proportions_2indep(a, m, b, n, method="newcomb", compare="diff", alpha=1 - level)))
            for a, m, b, n, level in asked["newcombe"]
        ],
        "newcombePaired": [newcombe_paired(*table) for table in asked["newcombePaired"]],
        "oneSample": [one_sample(values, level) for values, level in asked["oneSample"]],
        "twoSamples": [two_samples(a, b, level) for a, b, level in asked["twoSamples"]],
        "moments": [moments(values, weights) for values, weights in asked["moments"]],
        "wilcoxon": [wilcoxon(differences) for differences in asked["wilcoxon"]],
        "permutation": [permutation(differences) for differences in asked["permutation"]],
        "clustered": [clustered(values, codes) for values, codes in asked["clustered"]],
        "bca": [bca(values, level) for values, level in asked["bca"]],
    },
    sys.stdout,
)
