"""Writes a run of MLflow into a folder, in each form in which MLflow gives it."""

import json
import math
import os
import sys

import mlflow
from mlflow.models.evaluation.base import EvaluationResult
from mlflow.utils.proto_json_utils import message_to_json

folder = sys.argv[1]
mlflow.set_tracking_uri("sqlite:///" + os.path.join(folder, "runs.db"))
with mlflow.start_run() as started:
    for step, loss in enumerate([0.5, 0.3, 0.2]):
        mlflow.log_metric("loss", loss, step=step)
    mlflow.log_metrics({"accuracy": 0.1 + 0.2, "broken": math.nan, "endless": -math.inf})
    mlflow.log_param("depth", 3)
run = mlflow.get_run(started.info.run_id)


def path(name):
    return os.path.join(folder, name)


with open(path("dictionary.json"), "w") as file:
    json.dump(run.to_dictionary(), file)
with open(path("rest.json"), "w") as file:
    file.write('{"run": ' + message_to_json(run.to_proto()) + "}")
EvaluationResult(metrics=run.data.metrics, artifacts={}).save(folder)
