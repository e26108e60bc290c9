"""Runs a suite in CheckList's released form (JSON lines, perhaps compressed) by CheckList, with a model that always says the
same, and says on standard output how long that took, from the reading of the file on."""

import gzip
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import stand_ins  # noqa: E402, F401
import numpy as np  # noqa: E402
from checklist.expect import Expect  # noqa: E402
from checklist.test_suite import TestSuite  # noqa: E402
from checklist.test_types import DIR, INV, MFT  # noqa: E402

CONFIDENCES = np.array([0.1, 0.1, 0.8])


def predict(texts):
    return [2] * len(texts), [CONFIDENCES] * len(texts)


def build(line):
    cases, labels = line["cases"], line["labels"]
    if line["type"] == "INV":
        return INV(cases)
    if line["type"] == "DIR":
        return DIR(cases, Expect.monotonic(increasing=True, tolerance=0.1))
    return MFT(cases, labels=labels) if labels is not None else MFT(cases, Expect.eq(2))


path = Path(sys.argv[2])
read = gzip.open if path.suffix == ".gz" else open
start = time.perf_counter()
suite = TestSuite()
with read(path, "rt", encoding="utf-8") as lines:
    for line in map(json.loads, lines):
        suite.add(build(line), name=line["name"], capability=line["capability"])

suite.run(predict, verbose=False)
stats = [test.get_stats() for test in suite.tests.values()]
print(json.dumps({"cases": sum(s.testcases for s in stats), "milliseconds": 1000 * (time.perf_counter() - start)}))
