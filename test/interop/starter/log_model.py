"""Registers a model at an MLflow server: python log_model.py URL NAME. It answers as the starter's example of Node does."""

import sys
import tempfile
from pathlib import Path

import mlflow

# A model from code: nothing is pickled.
CODE = '''
import mlflow


class Router(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [self.team(text) for text in model_input["text"]]

    def team(self, text):
        text = text.lower()
        if any(word in text for word in ("invoice", "refund", "charged", "card", "payment", "price", "receipt")):
            return "billing"
        if any(word in text for word in ("crash", "error", "slow", "login", "password", "install", "update")):
            return "technical"
        return "other"


mlflow.models.set_model(Router())
'''

url, name = sys.argv[1:]
mlflow.set_tracking_uri(url)
with tempfile.TemporaryDirectory() as folder:
    code = Path(folder) / "router.py"
    code.write_text(CODE)
    with mlflow.start_run():
        mlflow.pyfunc.log_model(name="model", python_model=str(code), registered_model_name=name)
