#!/bin/sh
# Makes what is examined: candidate/model, which is packaged, and candidate/predictions.jsonl. The same bytes each time.
set -eu
# An environment of its own: many systems let pip install nowhere else.
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement model/requirements.txt
.venv/bin/python model/train.py
