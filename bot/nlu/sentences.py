"""The training sentences, `data/nlu/<hand>/*.yml`, as a node of the graph.

Rasa's own importer reads every file several times, checks it against a schema and copies each sentence deeply
whenever it merges data: half a minute for what takes a second.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot import progress
from bot.language.fold import fold
from bot.language.tables import read_yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "nlu"


@dataclass(frozen=True)
class Said:
    """Folded sentences and, for each, its function."""

    texts: List[str]
    functions: List[str]

    def fingerprint(self) -> str:
        """What Rasa tells data of trainings apart by."""
        return hashlib.sha256(json.dumps([self.texts, self.functions]).encode()).hexdigest()


class Sentences(GraphComponent):
    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Sentences":
        return cls()

    def provide(self) -> Said:
        progress.begin("读训练语句")
        said = [
            (fold(line[2:]), block["intent"])
            for file in sorted(FOLDER.glob("*/*.yml"))
            for block in read_yaml(file)["nlu"]
            for line in block["examples"].splitlines()
            if line.startswith("- ")
        ]
        return Said([text for text, _ in said], [function for _, function in said])
