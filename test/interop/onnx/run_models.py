"""Runs ONNX models with Python's onnxruntime, and makes one with scikit-learn and skl2onnx. JSON in, JSON out."""

import json
import sys

import numpy as np
import onnxruntime

asked = json.load(sys.stdin)


def run(path, rows, output):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return session.run([output], {name: np.array(rows, dtype=np.float32)})[0].tolist()


def train(path):
    from skl2onnx import to_onnx
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows, labels = load_iris(return_X_y=True)
    rows = rows.astype(np.float32)
    names = np.array(["setosa", "versicolor", "virginica"])[labels]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(rows, names)
    for zipmap, target in ((False, path), (True, path + ".zipmap.onnx")):
        options = {id(model.steps[-1][1]): {"zipmap": zipmap}}
        onx = to_onnx(model, rows[:1], options=options)
        with open(target, "wb") as file:
            file.write(onx.SerializeToString())
    return {
        "rows": rows.tolist(),
        "classes": model.classes_.tolist(),
        "labels": model.predict(rows).tolist(),
        "scores": model.predict_proba(rows).tolist(),
    }


json.dump(
    {
        "version": onnxruntime.__version__,
        "outputs": [run(one["path"], one["rows"], one["output"]) for one in asked["models"]],
        "trained": train(asked["train"]),
    },
    sys.stdout,
)
