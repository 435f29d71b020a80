"""Trains the assistant without TensorFlow: `python -m bot.train OUT NAME` writes OUT/NAME.tar.gz."""

from __future__ import annotations

import sys
from pathlib import Path

import bot.light  # noqa: F401  (before anything else of Rasa)

# isort: split
from rasa.model_training import train

PROJECT = Path(__file__).resolve().parent.parent


def main(out: str, name: str) -> int:
    """The exit code of the training."""
    return train(
        domain=str(PROJECT / "domain.yml"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(PROJECT / "data" / "nlu"), str(PROJECT / "data" / "rules")],
        output=out,
        fixed_model_name=name,
        force_training=True,
    ).code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
