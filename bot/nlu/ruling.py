"""The causes and documents that `bot.nlu.ruler` finds, as a Rasa component."""

# Rasa compares the annotations of its components as they are written.
# ruff: noqa: UP006, UP035, UP037
from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.ruler import entities_ruled, ruler


class Ruling(GraphComponent):
    """Adds the entities `cause` and `document`, by their titles."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Ruling":
        ruler()  # made while the model loads, not in somebody's first sentence
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            entities = entities_ruled(message.get(TEXT) or "")
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
