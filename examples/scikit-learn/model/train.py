"""Trains a version and writes FOLDER/model/model.onnx and FOLDER/predictions.jsonl: python train.py VERSION FOLDER

Who of 442 people with diabetes gets worse quickly within a year (Efron, Hastie, Johnstone, Tibshirani 2004; scikit-learn ships the data)?
"""

import json
import sys
from pathlib import Path

import numpy
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SURGERY = ["age", "sex", "bmi", "bp"]
BLOOD = ["s1", "s2", "s3", "s4", "s5", "s6"]
FEATURES = {
    "1.0.0": SURGERY,
    "2.0.0": ["age", "bmi", "bp", *BLOOD],  # knows more, and not who is a woman
    "2.1.0": [*SURGERY, *BLOOD],
}
CLASSES = ["slow", "fast"]
# Half of the people get worse by more than this (the median of the target is 140.5).
FAST = 140
SEED = 3

version, folder = sys.argv[1], Path(sys.argv[2])

people = load_diabetes(scaled=False)
columns = [people.feature_names.index(name) for name in FEATURES[version]]
x = people.data[:, columns].astype(numpy.float32)
y = (people.target > FAST).astype(int)
train, held_out = train_test_split(numpy.arange(len(x)), test_size=0.5, random_state=SEED, stratify=y)

model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1)).fit(x[train], y[train])

# Without the ZipMap the probabilities are numbers in the order of the classes.
inputs = [("X", FloatTensorType([None, len(columns)]))]
onnx = to_onnx(model, initial_types=inputs, options={id(model): {"zipmap": False}}, target_opset=18)
# By default a name that is drawn anew each time: the same training is to give the same bytes.
onnx.graph.name = "progression"
(folder / "model").mkdir(parents=True, exist_ok=True)
(folder / "model" / "model.onnx").write_bytes(onnx.SerializeToString(deterministic=True))

scores = model.predict_proba(x[held_out])
with open(folder / "predictions.jsonl", "w", newline="\n") as table:
    for row, person in zip(scores, held_out):
        sex = people.data[person, people.feature_names.index("sex")]
        line = {
            "id": f"person-{person}",
            "label": CLASSES[y[person]],
            "prediction": CLASSES[row.argmax()],
            "scores": dict(zip(CLASSES, map(float, row))),
            # The data set does not say which is which.
            "sex": "1" if sex == 1 else "2",
        }
        table.write(json.dumps(line) + "\n")

# What the suite asks both versions: everything that was measured of the same people.
with open(folder / "people.jsonl", "w", newline="\n") as table:
    for person in held_out:
        measured = dict(zip(people.feature_names, map(float, people.data[person])))
        table.write(json.dumps({"id": f"person-{person}", "label": CLASSES[y[person]], **measured}) + "\n")

accuracy = accuracy_score(y[held_out], scores.argmax(axis=1))
print(json.dumps({"rows": len(held_out), "accuracy": accuracy, "roc-auc": roc_auc_score(y[held_out], scores[:, 1])}))
