"""Saves the model at the first argument, from the file at the second."""

import sys

import mlflow
from mlflow.models import infer_signature

folder, source = sys.argv[1:]
# Parameters that the signature does not name never reach the model.
signature = infer_signature(["a text"], params={"kind": "class"})
mlflow.pyfunc.save_model(folder, python_model=source, pip_requirements=[], signature=signature)
