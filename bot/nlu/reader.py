"""The entities of `bot.nlu.entities` as a Rasa component."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.reading import read
from bot.nlu.entities import RATING, Directory, found_in, today_in_beijing


class Reader(GraphComponent):
    """Adds what a message says as entities."""

    def __init__(self) -> None:
        folder = os.environ.get("HOTLINE_DATA_DIR")
        self._directory = Directory(Path(folder) / "courts.json" if folder else None)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Reader":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            metadata = message.get(METADATA) or {}
            reading = read(
                message.get(TEXT) or "",
                today=date.fromisoformat(metadata["today"]) if metadata.get("today") else today_in_beijing(),
                directory=self._directory.current(),
                modality="voice" if metadata.get("modality") == "spoken" else "text",
                rates=message.get(INTENT, {}).get("name") == RATING,
            )
            entities = [{**found._asdict(), "extractor": "Reader"} for found in found_in(reading)]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
