"""Fetches the version that model/candidate.json names from MLflow's registry: python fetch_model.py FILE FOLDER

The server that candidate.json names at first is nobody's: put in the address of yours, and the name and version of a model there.

A version, not an alias: what a pull request proposes stands in its change, and is the same when it is made again. The gate holds no
secret, so let your runners reach the server without one, or give a job of its own the token.
"""

import json
import shutil
import sys

import mlflow

named, folder = sys.argv[1:]
with open(named, encoding="utf-8") as file:
    candidate = json.load(file)
if candidate["server"] == "https://mlflow.example.org":
    sys.exit(f"{named} names no server of yours yet: put in its address, and the name and version of a model there")
mlflow.set_tracking_uri(candidate["server"])
fetched = mlflow.artifacts.download_artifacts(f"models:/{candidate['model']}/{candidate['version']}")
shutil.rmtree(folder, ignore_errors=True)
# Written by the download alone, with the time it was made: it would give another digest each time.
shutil.copytree(fetched, folder, ignore=shutil.ignore_patterns("registered_model_meta"))
