"""Prints, as JSON on the last line, the metrics that DVC reads of the files in a folder, names joined by dots."""

import json
import os
import sys

from dvc.repo import Repo
from dvc.utils.flatten import flatten

os.chdir(sys.argv[1])
names = sorted(os.listdir("."))
repo = Repo.init(no_scm=True)
shown = repo.metrics.show(names)[""]["data"]
print(json.dumps({name: flatten(shown[name]["data"]) for name in names}))
