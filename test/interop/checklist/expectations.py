"""Runs CheckList's tests, which come as JSON on standard input with a model's answers, and says on standard output what became of each case."""

import json
import sys

import stand_ins  # noqa: F401
import numpy as np
from checklist.expect import Expect
from checklist.test_types import DIR, INV, MFT


def positive_phrases(increasing):
    """CheckList's own expectation of added phrases, as its released notebook of the sentiment suite defines it."""

    def expect(orig_pred, pred, orig_conf, conf, labels=None, meta=None):
        change = orig_conf[0] - conf[0] + conf[2] - orig_conf[2]
        margin = change + 0.1 if increasing else 0.1 - change
        return True if margin >= 0 else margin

    return Expect.pairwise(expect)


def expectation(spec):
    kind = spec["by"]
    if kind == "equal":
        return Expect.eq(spec.get("to"))
    if kind == "not":
        return Expect.single(lambda x, pred, *rest: bool(pred != spec["to"]))
    if kind == "invariance":
        return Expect.inv(spec["tolerance"])
    if kind == "phrases":
        return positive_phrases(spec["increasing"])
    made = Expect.monotonic(spec.get("of"), spec["increasing"], spec["tolerance"])
    if "unless" in spec:
        return Expect.slice_pairwise(made, lambda orig_pred, *rest: orig_pred != spec["unless"])
    return made


def run(asked):
    types = {"mft": MFT, "inv": INV, "dir": DIR}
    cases = asked["cases"]
    preds = [pred for case in cases for pred in case["preds"]]
    confs = [np.array(conf) if isinstance(conf, list) else conf for case in cases for conf in case["confs"]]
    data = [[f"input {at}" for at in range(len(case["preds"]))] for case in cases]
    labels = [case["label"] for case in cases] if "label" in cases[0] else None
    test = types[asked["kind"]](data, expect=expectation(asked["expectation"]), labels=labels)
    test.run(lambda _: (preds, confs), verbose=False)
    stats = test.get_stats()
    return {
        "passed": [None if passed is None else bool(passed) for passed in test.results.passed],
        "results": [[None if x is None else float(x) for x in results] for results in test.results.expect_results],
        "afterFiltering": stats.get("after_filtering", stats.testcases),
        "failRate": stats.get("fail_rate"),
    }


json.dump([run(asked) for asked in json.load(sys.stdin)], sys.stdout)
