"""Trains the assistant without TensorFlow: `python -m bot.train OUT NAME` writes OUT/NAME.tar.gz.

What the sentence encoder read is kept in OUT too, so that the next training reads only what is new.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import bot.light  # noqa: F401  (before anything else of Rasa)

# isort: split
from rasa.model_training import train
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

from bot.nlu.classifier import VECTORS

PROJECT = Path(__file__).resolve().parent.parent


def main(out: str, name: str) -> int:
    """The exit code of the training."""
    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)  # below, Rasa writes down every step of every rule
    os.environ[VECTORS] = out
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # Rasa's own cache never applies: a model is trained at one go
    return train(
        domain=str(PROJECT / "domain.yml"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(PROJECT / "data" / "rules")],
        output=out,
        fixed_model_name=name,
        force_training=True,
    ).code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
