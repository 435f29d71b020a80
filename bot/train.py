"""Trains the assistant: `python -m bot.train OUT NAME` writes OUT/NAME.tar.gz.

What the sentence encoder read is kept in OUT too, so that the next training reads only what is new. Rasa's
`train` would first merge and fingerprint all data, for a cache that is of no use when all is trained at once.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import progress

# isort: split
progress.begin("载入 Rasa")
import bot.light  # noqa: F401  (before anything else of Rasa)

# isort: split
from rasa.engine.caching import LocalTrainingCache
from rasa.engine.recipes.recipe import Recipe
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.training.graph_trainer import GraphTrainer
from rasa.engine.validation import validate
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

from bot.nlu.classifier import VECTORS

PROJECT = Path(__file__).resolve().parent.parent
SWITCH_SECONDS = 0.0001
"""The encoder works beside Python and asks for it a few times a sentence: at the usual five milliseconds it
would wait longer than it works."""


def main(out: str, name: str) -> None:
    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)  # below, Rasa writes down every step of every rule
    sys.setswitchinterval(SWITCH_SECONDS)
    os.environ[VECTORS] = out
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    importer = TrainingDataImporter.load_from_config(
        str(PROJECT / "config.yml"), str(PROJECT / "domain.yml"), [str(PROJECT / "data" / "rules")]
    )
    config = importer.get_config()
    graph = Recipe.recipe_for_name(config["recipe"]).graph_config_for_recipe(config, {})
    validate(graph)
    with TemporaryDirectory() as folder:
        trainer = GraphTrainer(LocalModelStorage(Path(folder)), LocalTrainingCache(), DaskGraphRunner)
        trainer.train(graph, importer, Path(out) / f"{name}.tar.gz", force_retraining=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
