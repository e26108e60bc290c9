"""Fills the templates that come as JSON on standard input with CheckList's `Editor.template`."""

import json
import sys

import stand_ins  # noqa: F401
from checklist.editor import Editor


def fill(asked):
    editor = Editor.__new__(Editor)
    editor.lexicons = asked["lexicons"]
    options = {"labels": asked["labels"]} if "labels" in asked else {}
    filled = editor.template(
        asked["template"],
        product=asked["product"],
        remove_duplicates=asked["removeDuplicates"],
        unroll=asked["unroll"],
        **options,
    )
    return {"data": filled.data, "labels": filled.get("labels")}


json.dump([fill(asked) for asked in json.load(sys.stdin)], sys.stdout)
