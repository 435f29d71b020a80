"""Rasa without TensorFlow: our pipeline uses nothing of it, and importing it takes most of a start.

Rasa imports every component it ships, the deep ones too, as soon as it reads a pipeline. Importing this
module first puts two of its modules out of the way: the list of shipped components, of which only
RulePolicy is ours, and the training helpers of the deep ones.
"""

from __future__ import annotations

import sys
from types import ModuleType


def _put_away(name: str, **contents: object) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module


_put_away("rasa.engine.recipes.default_components", DEFAULT_COMPONENTS=[])
_helpers = _put_away("rasa.utils.train_utils")

import rasa.utils  # noqa: E402

rasa.utils.train_utils = _helpers

import rasa.core.policies.rule_policy  # noqa: E402  (registers itself)
