#!/bin/sh
# Makes what is examined: the version in use, in baseline/, and the candidate, in candidate/. The same bytes each time.
set -eu
# An environment of its own: many systems let pip install nowhere else.
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement model/requirements.txt
.venv/bin/python model/train.py 1.0.0 baseline
.venv/bin/python model/train.py 2.1.0 candidate
