"""Perturbs the texts that come as JSON on standard input with those of CheckList's perturbations that need no parsed text."""

import json
import re
import sys

import stand_ins  # noqa: F401
import numpy as np
from checklist.perturb import Perturb


class Doc(list):
    """As much of spaCy's parsed text as `punctuation` and `change_number` look at."""

    def __init__(self, text, words=None):
        super().__init__(words if words is not None else map(Word, re.finditer(r"\w+|[^\w\s]", text)))
        self.full = text

    @property
    def text(self):
        return self.full[: self[-1].end] if len(self) else ""

    def __getitem__(self, at):
        return Doc(self.full, super().__getitem__(at)) if isinstance(at, slice) else super().__getitem__(at)


class Word:
    def __init__(self, match):
        self.text = match.group()
        self.end = match.end()
        self.pos_ = "X" if re.match(r"\w", self.text) else "PUNCT"


def drawn(perturb, times):
    """What a perturbation that draws may make: all of what it made in many draws."""
    return sorted({text for _ in range(times) for text in perturb() or []})


asked = json.load(sys.stdin)
np.random.seed(0)
json.dump(
    {
        "contractions": [Perturb.contractions(text) for text in asked["contractions"]],
        "punctuation": [Perturb.punctuation(Doc(text)) for text in asked["punctuation"]],
        "typos": [
            drawn(lambda: [Perturb.add_typos(text, swaps)], asked["draws"]) for text, swaps in asked["typos"]
        ],
        "numbers": [drawn(lambda: Perturb.change_number(Doc(text)), asked["draws"]) for text in asked["numbers"]],
    },
    sys.stdout,
)
