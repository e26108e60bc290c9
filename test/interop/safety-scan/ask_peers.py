"""Prints, for each file of a folder, which other scanners find something in it, as JSON. None of them loads a file."""

import contextlib
import io
import json
import os
import sys

import fickling.analysis
import fickling.fickle
import modelscan.modelscan
import picklescan.scanner


def picklescan_finds(path):
    return picklescan.scanner.scan_file_path(path).issues_count > 0


def fickling_finds(path):
    with open(path, "rb") as file:
        pickled = fickling.fickle.Pickled.load(file)
    return fickling.analysis.check_safety(pickled).severity > fickling.analysis.Severity.LIKELY_SAFE


def modelscan_finds(path):
    return len(modelscan.modelscan.ModelScan().scan(path)["issues"]) > 0


PEERS = {"picklescan": picklescan_finds, "fickling": fickling_finds, "modelscan": modelscan_finds}


def ask(finds, path):
    """A scanner that gives up on a file has not found anything in it."""
    try:
        return bool(finds(path))
    except Exception:
        return False


folder = sys.argv[1]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    answers = {
        name: [peer for peer, finds in PEERS.items() if ask(finds, os.path.join(folder, name))]
        for name in sorted(os.listdir(folder))
    }
print(json.dumps(answers))
