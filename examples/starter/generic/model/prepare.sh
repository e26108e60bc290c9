#!/bin/sh
# Makes what is examined: candidate/model, which is packaged, and candidate/predictions.jsonl. The same bytes each time.
set -eu
mkdir -p candidate/model
cp model/predict.sh candidate/model/
sh candidate/model/predict.sh < model/messages.tsv > candidate/predictions.jsonl
# The suite looks answers up by what was asked.
sed 's/^{"id":"[^"]*",/{/' candidate/predictions.jsonl > candidate/answers.jsonl
