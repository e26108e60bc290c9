"""Answers, on standard output, the questions that come as JSON on standard input, with the field's reference programs."""

import importlib.util
import json
import logging
import math
import os
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
# Without TensorFlow, which the attacks do not need.
sys.skip_tf_privacy_import = True

import numpy as np
import pandas as pd
from dp_accounting.rdp import rdp_privacy_accountant
from scipy.stats import skewnorm
from sklearn import metrics
from tensorflow_privacy.privacy.privacy_tests.epsilon_lower_bound import BoundMethod, RatioBound
from tensorflow_privacy.privacy.privacy_tests.membership_inference_attack.advanced_mia import compute_score_lira
from tensorflow_privacy.privacy.privacy_tests.membership_inference_attack.data_structures import RocCurve
from tensorflow_privacy.privacy.privacy_tests.secret_sharer import exposures


def module_at(package, *path):
    """One file of a package whose own import asks for PyTorch."""
    folder = os.path.dirname(importlib.util.find_spec(package).origin)
    spec = importlib.util.spec_from_file_location(path[-1], os.path.join(folder, *path) + ".py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


opacus = module_at("opacus", "accountants", "analysis", "rdp")

from pycanon import anonymity


def released(columns):
    data = pd.DataFrame(columns)
    quasi = ["zip", "age"]
    answer = {"k-anonymity": anonymity.k_anonymity(data, quasi)}
    for name in ["disease", "salary"]:
        recursive = []
        for _, group in data.groupby(quasi):
            # Falling, as the paper has it.
            counts = sorted(group[name].value_counts(), reverse=True)
            l = anonymity.l_diversity(data, quasi, [name])
            recursive.append(counts[0] / sum(counts[l - 1 :]))
        answer |= {
            f"l-diversity, {name}": anonymity.l_diversity(data, quasi, [name]),
            f"whole entropy-l-diversity, {name}": anonymity.entropy_l_diversity(data, quasi, [name]),
            f"recursive-diversity-c, {name}": max(recursive),
            f"t-closeness, {name}": anonymity.t_closeness(data, quasi, [name]),
            f"basic-beta-likeness, {name}": anonymity.basic_beta_likeness(data, quasi, [name]),
            f"enhanced-beta-likeness, {name}": anonymity.enhanced_beta_likeness(data, quasi, [name]),
            f"delta-disclosure, {name}": anonymity.delta_disclosure(data, quasi, [name]),
        }
    return {name: float(value) for name, value in answer.items()}


def attacked(members, others):
    fpr, tpr, thresholds = metrics.roc_curve(
        [1] * len(members) + [0] * len(others), members + others, drop_intermediate=False
    )
    roc = RocCurve(tpr=tpr, fpr=fpr, thresholds=thresholds, test_train_ratio=1)
    at = {f"tpr {rate}": float(tpr[np.where(fpr <= rate)[0][-1]]) for rate in (0.01, 0.1, 0)}
    return {"auc": float(roc.get_auc()), "advantage": float(roc.get_attacker_advantage()), **at}


def likelihood_ratio(target, inside, outside):
    columns = [np.array(scores)[:, np.newaxis] for scores in inside], [np.array(scores)[:, np.newaxis] for scores in outside]
    target = np.array(target)[:, np.newaxis]
    # Lower for members there.
    return {
        "per-row": (-compute_score_lira(target, *columns)).tolist(),
        "fixed": (-compute_score_lira(target, *columns, fix_variance=True)).tolist(),
    }


def exposed(canaries, references):
    interpolated = exposures.compute_exposure_interpolation({1: canaries}, references)[1]
    return {
        "interpolated": interpolated.tolist(),
        "extrapolated": exposures.compute_exposure_extrapolation({1: canaries}, references)[1].tolist(),
        "fit": [float(value) for value in skewnorm.fit(references)],
    }


def dp_accounting_rdp(q, sigma, order):
    if q == 1:
        return order / (2 * sigma**2)
    moment = rdp_privacy_accountant._compute_log_a_int if float(order).is_integer() else rdp_privacy_accountant._compute_log_a_frac
    answer = float(moment(q, sigma, int(order) if float(order).is_integer() else order)) / (order - 1)
    return answer if math.isfinite(answer) else None


cases = json.load(sys.stdin)
json.dump(
    {
        "tables": [released(table) for table in cases["tables"]],
        "attacks": [attacked(case["members"], case["others"]) for case in cases["attacks"]],
        "lira": [likelihood_ratio(case["target"], case["in"], case["out"]) for case in cases["lira"]],
        "epsilons": [
            float(np.log(RatioBound(tp, fp, members, others, 0.05).compute_bound(BoundMethod.CLOPPER_PEARSON)))
            for tp, fp, members, others in cases["counts"]
        ],
        "exposures": [exposed(case["canaries"], case["references"]) for case in cases["exposures"]],
        "opacus": [float(opacus._compute_rdp(*case)) for case in cases["mechanisms"]],
        "dpAccounting": [dp_accounting_rdp(*case) for case in cases["mechanisms"]],
        "laplace": [float(rdp_privacy_accountant._laplace_rdp(*case)) for case in cases["laplace"]],
    },
    sys.stdout,
)
