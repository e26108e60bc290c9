"""Reads a registered model of an MLflow server by its aliases, and prints it as JSON; null where there is no such model."""

import json
import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
name = sys.argv[2]
try:
    model = client.get_registered_model(name)
except mlflow.exceptions.MlflowException as problem:
    if problem.error_code != "RESOURCE_DOES_NOT_EXIST":
        raise
    print("null")
    sys.exit()
aliases = []
for alias in sorted(model.aliases):
    version = client.get_model_version_by_alias(name, alias)
    aliases.append(
        {"alias": alias, "version": str(version.version), "source": version.source, "tags": version.tags}
    )
print(json.dumps({"name": model.name, "aliases": aliases}))
