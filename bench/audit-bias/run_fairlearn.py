"""How long fairlearn's MetricFrame takes to resample rates by group, seconds for each of a number of resamples."""

import json
import sys
import time

import fairlearn.metrics as fl
import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score

rows, resamples, groups = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
random = np.random.default_rng(1)
label, prediction = random.integers(0, 2, rows), random.integers(0, 2, rows)
columns = pd.DataFrame({name: random.integers(0, count, rows) for name, count in groups.items()})
names = list(groups)
audited = [[name] for name in names] + [[a, b] for index, a in enumerate(names) for b in names[index + 1 :]]
metrics = {
    "selection_rate": fl.selection_rate,
    "true_positive_rate": fl.true_positive_rate,
    "false_positive_rate": fl.false_positive_rate,
    "false_negative_rate": fl.false_negative_rate,
    "accuracy": accuracy_score,
}


def frames(count):
    start = time.perf_counter()
    for attributes in audited:
        fl.MetricFrame(
            metrics=metrics,
            y_true=label,
            y_pred=prediction,
            sensitive_features=columns[attributes],
            n_boot=count,
            ci_quantiles=[0.025, 0.975],
            random_state=1,
        )
    return time.perf_counter() - start


# A frame without resamples is part of each: the difference is the resamples' own time.
few = frames(1)
json.dump({"seconds": (frames(1 + resamples) - few) / resamples}, sys.stdout)
