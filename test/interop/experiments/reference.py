"""Answers, on standard output, the questions that come as JSON on standard input, with SciPy, gbstats and many draws."""

import json
import sys

import numpy as np
from gbstats.bayesian.tests import EffectBayesianABTest, EffectBayesianConfig
from gbstats.models.statistics import SampleMeanStatistic
from scipy.special import loggamma, xlogy
from scipy.stats import chisquare, norm

CHUNKS, DRAWS = 20, 500_000
NODES = 128


def log_bayes_factor(observed, shares):
    """Of a Dirichlet-multinomial of concentration 10,000, by its gamma functions."""
    n, before = np.array(observed, float), 10_000 * np.array(shares)
    after = before + n
    log = loggamma(before.sum()) - loggamma(before).sum() + loggamma(after).sum() - loggamma(after.sum())
    return float(log - xlogy(n, shares).sum())


def best_of(draw, arms):
    """How often each is the best of ten million draws."""
    best = np.zeros(arms)
    for _ in range(CHUNKS):
        best += np.bincount(draw().argmax(axis=0), minlength=arms)
    return (best / (CHUNKS * DRAWS)).tolist()


def best_by_hermite(arms):
    """By Gauss-Hermite quadrature over each arm's own distribution."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    means, deviations = np.array(arms).T
    best = []
    for i in range(len(arms)):
        x = means[i] + deviations[i] * nodes
        others = [norm.cdf(x, means[j], deviations[j]) for j in range(len(arms)) if j != i]
        best.append(float((weights * np.prod(others, axis=0)).sum() / weights.sum()))
    return best


def chance_to_win(a, b):
    def statistic(arm):
        n, mean, variance = arm
        return SampleMeanStatistic(n=n, sum=n * mean, sum_squares=variance * (n - 1) + n * mean**2)

    config = EffectBayesianConfig(difference_type="absolute")
    return float(EffectBayesianABTest(statistic(a), statistic(b), config).compute_result().chance_to_win)


asked = json.load(sys.stdin)
random = np.random.default_rng(1)
answer = {
    "chiSquares": [
        list(map(float, chisquare(one["observed"], np.array(one["shares"]) * sum(one["observed"]))))
        for one in asked["counts"]
    ],
    "logFactors": [log_bayes_factor(one["observed"], one["shares"]) for one in asked["counts"]],
    "normalDraws": [
        best_of(lambda arms=arms: random.normal(*np.array(arms).T[:, :, None], (len(arms), DRAWS)), len(arms))
        for arms in asked["normals"]
    ],
    "betaDraws": [
        best_of(lambda arms=arms: random.beta(*np.array(arms).T[:, :, None], (len(arms), DRAWS)), len(arms))
        for arms in asked["betas"]
    ],
    "hermite": [best_by_hermite(arms) for arms in asked["alike"]],
    "chances": [chance_to_win(*pair) for pair in asked["pairs"]],
}
json.dump(answer, sys.stdout)
