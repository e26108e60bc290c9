"""Asks a model of MLflow's: python predict.py FOLDER table|serve

table: reads labelled rows, writes each with what the model says. serve: reads questions, answers each at once; this is how the suite asks.
Both are JSON a line. Put in `ask` what your model takes and gives.
"""

import json
import sys

import mlflow
import pandas

folder, task = sys.argv[1:]
# Compiled code beside the model would be packaged with it, and is another each time.
sys.dont_write_bytecode = True
model = mlflow.pyfunc.load_model(folder)


def ask(text):
    return str(list(model.predict(pandas.DataFrame({"text": [text]})))[0])


for line in sys.stdin:
    row = json.loads(line)
    if task == "serve":
        answer = {"id": row["id"], "prediction": ask(row["input"])}
    else:
        answer = {"id": row["id"], "label": row["label"], "prediction": ask(row["text"])}
    print(json.dumps(answer), flush=True)
