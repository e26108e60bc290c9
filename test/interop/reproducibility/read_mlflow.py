"""Reads the only run of an MLflow file store, and prints it as JSON."""

import json
import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
experiments = [one for one in client.search_experiments() if one.name != "Default"]
runs = client.search_runs([one.experiment_id for one in experiments])
(run,) = runs
print(
    json.dumps(
        {
            "experiment": experiments[0].name,
            "name": run.info.run_name,
            "status": run.info.status,
            "start": run.info.start_time,
            "params": run.data.params,
            "metrics": run.data.metrics,
            "tags": run.data.tags,
            "artifacts": [one.path for one in client.list_artifacts(run.info.run_id)],
        }
    )
)
