"""Trains the candidate and writes candidate/model/model.onnx and candidate/predictions.jsonl. Put your own training here."""

import json
from pathlib import Path

import numpy
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = load_iris()
x = iris.data.astype(numpy.float32)
train, held_out = train_test_split(numpy.arange(len(x)), test_size=0.4, random_state=7, stratify=iris.target)

model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0)).fit(x[train], iris.target[train])

# Without the ZipMap the probabilities are numbers in the order of the classes.
onnx = to_onnx(model, x[:1], options={id(model): {"zipmap": False}}, target_opset=18)
# Its default is a name that is drawn anew each time: the same training is to give the same bytes.
onnx.graph.name = "iris"
Path("candidate/model").mkdir(parents=True, exist_ok=True)
Path("candidate/model/model.onnx").write_bytes(onnx.SerializeToString(deterministic=True))

# A line a row that the model has not seen: an id that stays, what is right, what the model says. Any further column can be a slice.
with open("candidate/predictions.jsonl", "w", newline="\n") as table:
    for row, scores in zip(held_out, model.predict_proba(x[held_out])):
        line = {
            "id": f"iris-{row}",
            "label": str(iris.target_names[iris.target[row]]),
            "prediction": str(iris.target_names[scores.argmax()]),
            "scores": {str(name): float(score) for name, score in zip(iris.target_names, scores)},
        }
        table.write(json.dumps(line) + "\n")
