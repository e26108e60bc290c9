"""Reads the prediction files that are named as JSON on standard input with CheckList's `read_pred_file`."""

import json
import sys

import stand_ins  # noqa: F401
import numpy as np
from checklist.abstract_test import read_pred_file


def plain(value):
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def read(asked):
    predictions, confidences = read_pred_file(asked["path"], file_format=asked["format"])
    return [[plain(prediction), plain(conf)] for prediction, conf in zip(predictions, confidences)]


json.dump([read(asked) for asked in json.load(sys.stdin)], sys.stdout)
