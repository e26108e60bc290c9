"""To be imported before checklist: modules in the place of its notebook widgets and of pattern, which nothing here calls."""

import sys
import warnings
from types import ModuleType

NAMES = {
    "checklist.viewer.test_summarizer": ["TestSummarizer"],
    "checklist.viewer.suite_summarizer": ["SuiteSummarizer"],
    "checklist.viewer.template_editor": ["TemplateEditor"],
    "pattern": ["en"],
    "pattern.en": ["tenses"],
}

for module_name, members in NAMES.items():
    module = ModuleType(module_name)
    for member in members:
        setattr(module, member, None)
    sys.modules[module_name] = module

# iso-639 asks setuptools for its own files, in a way that setuptools gives notice of.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
