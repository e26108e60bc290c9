"""Answers, on standard output, the questions that come as JSON on standard input, with scikit-learn, SciPy and NumPy."""

import json
import sys

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import ks_2samp
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    log_loss,
    roc_auc_score,
    top_k_accuracy_score,
)
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import label_binarize


def binary(table):
    positive = np.array(table["label"]) == "yes"
    score, weights = np.array(table["score"]), weights_of(table)
    answer = {
        "roc-auc": roc_auc_score(positive, score, sample_weight=weights),
        "average-precision": average_precision_score(positive, score, sample_weight=weights),
    }
    if table["isProbability"]:
        top = np.maximum(score, 1 - score)
        answer["log-loss"] = log_loss(positive, score, sample_weight=weights)
        answer["brier-score"] = brier_score_loss(positive, score, sample_weight=weights)
        answer["ece"] = calibration_error(top, (score > 0.5) == positive, weights)
        answer["ece(class=yes)"] = calibration_error(score, positive, weights)
    return answer


def classes(table):
    names = table["classes"]
    labels, weights = np.array(table["label"]), weights_of(table)
    scores = np.array([table["scores"][name] for name in names]).T
    given = {"sample_weight": weights, "labels": names}
    top = scores.argmax(axis=1)
    answer = {
        "log-loss": log_loss(labels, scores, **given),
        "brier-score": brier_score_loss(labels, scores, **given),
        "brier-score(scale-by-half=yes)": brier_score_loss(labels, scores, scale_by_half=True, **given),
        "ece(bins=7)": calibration_error(scores.max(axis=1), np.array(names)[top] == labels, weights, 7),
    }
    for k in range(1, len(names)):
        answer[f"top-k-accuracy(k={k})"] = top_k_accuracy_score(labels, scores, k=k, **given)
    one_hot = label_binarize(labels, classes=names)
    for average in ("macro", "weighted"):
        answer[f"roc-auc(average={average})"] = roc_auc_score(
            labels, scores, multi_class="ovr", average=average, **given
        )
        answer[f"average-precision(average={average})"] = average_precision_score(
            one_hot, scores, average=average, sample_weight=weights
        )
    return answer


def calibration_error(confidence, right, weights, bins=15):
    weights = np.ones(len(confidence)) if weights is None else weights
    which = np.digitize(confidence, np.arange(1, bins) / bins, right=True)
    gaps = [abs(np.sum((weights * (right - confidence))[which == bin])) for bin in range(bins)]
    return float(np.sum(gaps) / np.sum(weights))


def delong(question):
    """The covariance by its definition: every pair of a positive and a negative row is looked at."""
    positive = np.array(question["isPositive"]) == 1
    components = []
    for score in question["scores"]:
        score = np.array(score)
        over = (np.sign(score[positive][:, None] - score[~positive][None, :]) + 1) / 2
        components.append((over.mean(axis=1), over.mean(axis=0)))
    of_positives = np.atleast_2d(np.cov([one for one, _ in components])) / positive.sum()
    of_negatives = np.atleast_2d(np.cov([other for _, other in components])) / (~positive).sum()
    return (of_positives + of_negatives).tolist()


def iris():
    """The data of roc_comparison's own test."""
    data = load_iris()
    seen, unseen, labels, hidden = train_test_split(
        data.data, (data.target == 1).astype(int), test_size=0.8, random_state=42
    )
    model = LogisticRegression(solver="lbfgs").fit(seen, labels)
    return {"isPositive": hidden.tolist(), "scores": model.predict_proba(unseen)[:, 1].tolist()}


def drift(question):
    was, now = np.array(question["baseline"]), np.array(question["candidate"])
    cuts = np.quantile(was, np.arange(1, 10) / 10)
    shares = [np.bincount(np.digitize(values, cuts, right=True), minlength=10) / len(values) for values in (was, now)]
    p, q = (np.maximum(share, 1e-4) for share in shares)
    return {
        "psi": float(np.sum((q - p) * np.log(q / p))),
        "ks": float(ks_2samp(was, now).statistic),
        "jensen-shannon(column=score,as=numbers)": float(jensenshannon(*shares, base=2)),
    }


def weights_of(table):
    return None if table["weights"] is None else np.array(table["weights"])


asked = json.load(sys.stdin)
json.dump(
    {
        "binary": [binary(table) for table in asked["binary"]],
        "classes": [classes(table) for table in asked["classes"]],
        "delong": [delong(question) for question in asked["delong"]],
        "drift": [drift(question) for question in asked["drift"]],
        "categories": [float(jensenshannon(*pair, base=2)) for pair in asked["categories"]],
        "iris": iris(),
    },
    sys.stdout,
)
