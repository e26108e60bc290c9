"""Answers, on standard output, the questions that come as JSON on standard input, with gbstats, SciPy and statsmodels."""

import json
import sys

import numpy as np
import statsmodels.api as sm
from gbstats.frequentist.tests import SequentialConfig, SequentialTwoSidedTTest
from gbstats.models.statistics import RatioStatistic, RegressionAdjustedStatistic, SampleMeanStatistic
from scipy.optimize import brentq
from scipy.special import betainc, betaln, xlog1py, xlogy


def statistic(sums):
    return SampleMeanStatistic(n=sums["units"], sum=sums["sum"], sum_squares=sums["squares"])


def other(sums):
    return SampleMeanStatistic(n=sums["units"], sum=sums["otherSum"], sum_squares=sums["otherSquares"])


def ratio(sums):
    return RatioStatistic(
        n=sums["units"],
        m_statistic=statistic(sums),
        d_statistic=other(sums),
        m_d_sum_of_products=sums["products"],
    )


def sequential(baseline, candidate, kind, alpha, tightest_at):
    config = SequentialConfig(alpha=alpha, difference_type=kind, sequential_tuning_parameter=tightest_at)
    result = SequentialTwoSidedTTest(baseline, candidate, config).compute_result()
    return [result.expected, *result.ci, result.p_value]


def adjusted(sums, theta):
    return RegressionAdjustedStatistic(
        n=sums["units"],
        post_statistic=statistic(sums),
        pre_statistic=other(sums),
        post_pre_sum_of_products=sums["products"],
        theta=theta,
    )


def gbstats(case):
    a, b = case["baseline"], case["candidate"]
    settings = case["alpha"], case["tightestAt"]
    before, after = adjusted(a, case["theta"]), adjusted(b, case["theta"])
    return {
        "absolute": sequential(statistic(a), statistic(b), "absolute", *settings),
        "relative": sequential(statistic(a), statistic(b), "relative", *settings),
        "ratio": sequential(ratio(a), ratio(b), "absolute", *settings),
        "adjusted": [after.mean - before.mean, after.variance, before.variance],
    }


def concentration(alpha, tightest_at):
    log = 2 * np.log(1 / alpha)
    return max(tightest_at / (log + np.log1p(log)) - 1, 1e-3)


def log_mixture(k, n, p, side, alpha, tightest_at):
    """The likelihood ratio of q to p, averaged over a beta distribution around p, cut at p where one-sided: as defined."""
    m = concentration(alpha if side == "two-sided" else 2 * alpha, tightest_at)
    a, b = m * p, m * (1 - p)
    log = betaln(a + k, b + n - k) - betaln(a, b) - xlogy(k, p) - xlog1py(n - k, -p)
    if side == "lower":
        log += np.log1p(-betainc(a + k, b + n - k, p)) - np.log1p(-betainc(a, b, p))
    if side == "upper":
        log += np.log(betainc(a + k, b + n - k, p)) - np.log(betainc(a, b, p))
    return float(log)


def rate_ends(k, n, alpha, tightest_at):
    def beyond(p):
        return log_mixture(k, n, p, "two-sided", alpha, tightest_at) - np.log(1 / alpha)

    return [brentq(beyond, 1e-9, k / n, xtol=1e-15), brentq(beyond, k / n, 1 - 1e-9, xtol=1e-15)]


def empirical_bernstein(values, alpha):
    """Theorem 2 of Waudby-Smith and Ramdas, as printed."""
    x = np.array(values)
    t = np.arange(1, len(x) + 1)
    mu = (0.5 + np.cumsum(x)) / (t + 1)
    sigma2 = (0.25 + np.cumsum((x - mu) ** 2)) / (t + 1)
    before_mu, before_sigma2 = np.append(0.5, mu[:-1]), np.append(0.25, sigma2[:-1])
    bets = np.minimum(0.5, np.sqrt(2 * np.log(2 / alpha) / (before_sigma2 * t * np.log(1 + t))))
    v = 4 * (x - before_mu) ** 2
    psi = (-np.log(1 - bets) - bets) / 4
    half = (np.log(2 / alpha) + (v * psi).sum()) / bets.sum()
    centre = (bets * x).sum() / bets.sum()
    return [float(max(0, centre - half)), float(min(1, centre + half))]


def rare_events(windows, factor, plus, sign):
    """The average of bets on the odds, each a product of ratios of Poisson likelihoods of units, with rates that the margin allows at best."""
    total = 0
    for j in range(-12, 13):
        odds = (1 + 2 ** (j / 2)) ** sign
        log = 0
        for n, k, m, i in windows:
            pi = factor * n / (factor * n + m)
            bet = odds * pi / (1 - pi + odds * pi)
            log += k * np.log(bet / pi) + i * np.log((1 - bet) / (1 - pi)) - n * plus * (bet / pi - 1)
        total += np.exp(log) / 25
    return float(np.log(total))


def newey_west(values):
    lags = int(np.floor(4 * (len(values) / 100) ** (2 / 9)))
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    return float(fit.bse[0] ** 2)


asked = json.load(sys.stdin)
answer = {
    "gbstats": [gbstats(case) for case in asked["pairs"]],
    "mixtures": [log_mixture(*case) for case in asked["mixtures"]],
    "rates": [rate_ends(*case) for case in asked["rates"]],
    "bounded": [empirical_bernstein(*case) for case in asked["bounded"]],
    "rareEvents": [rare_events(*case) for case in asked["rareEvents"]],
    "series": [newey_west(values) for values in asked["series"]],
}
json.dump(answer, sys.stdout)
