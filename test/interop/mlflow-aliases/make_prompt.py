"""Registers a prompt at an MLflow server."""

import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
mlflow.genai.register_prompt(name=sys.argv[2], template="Hello {{name}}")
