#!/bin/sh
# Makes what is examined: candidate/model, which is packaged, and candidate/predictions.jsonl. The same bytes each time.
set -eu
# Where your model has dependencies: npm ci --ignore-scripts
mkdir -p candidate/model
cp model/predict.mjs candidate/model/
node model/write-predictions.mjs
