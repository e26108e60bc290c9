"""Deletes an experiment of an MLflow tracking server by its name."""

import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
client.delete_experiment(client.get_experiment_by_name(sys.argv[2]).experiment_id)
