"""Rasa without what our pipeline uses nothing of, and bot/pyproject.toml leaves out: TensorFlow, plotting.

Of what is left of Rasa, two modules need it: the training helpers of the deep components, which the base of
all that extracts entities imports, and the pictures of evaluations, which come with what checks rules.
Importing this module first has these two loaded only when something in them is asked for: as they are, or
failing as they fail without what they need. Nothing of ours asks.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

LATER = ("rasa.utils.train_utils", "rasa.utils.plotting")


class Later(ModuleType):
    """A module that is loaded when it is first used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self.__spec__ is None or self.__spec__.loader is None:
            raise AttributeError(name)
        self.__class__ = ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _load_later(name: str) -> None:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ImportError(f"Rasa has no {name}")
    module = importlib.util.module_from_spec(spec)
    module.__class__ = Later
    parent, _, child = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[parent], child, module)


for _name in LATER:
    _load_later(_name)
