"""The model of `bot.nlu.meaning` as a Rasa component."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import progress
from bot.nlu.encoder import Remembering, chosen_encoder
from bot.nlu.meaning import FILE, FunctionModel, Recipe
from bot.nlu.sentences import Said
from bot.nlu.wishes import as_entity, understood

VECTORS = "HOTLINE_VECTORS"
"""The folder that keeps what the encoder read of the training sentences."""


class FunctionClassifier(GraphComponent):
    """Sets `intent` and `intent_ranking` on a message."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return asdict(Recipe())

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: Optional[FunctionModel] = None

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FunctionClassifier":
        return cls(config, model_storage, resource)

    def train(self, sentences: Said) -> Resource:
        progress.begin("学一句话说的是什么")
        encoder, folder = chosen_encoder(), os.environ.get(VECTORS)
        self._model = FunctionModel.fit(
            sentences.texts,
            sentences.functions,
            Recipe(**{name: self._config[name] for name in asdict(Recipe())}),
            Remembering(encoder, Path(folder) if folder else None) if encoder else None,
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_bytes(self._model.to_bytes())
        progress.begin("学对话的规则")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "FunctionClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = FunctionModel.from_bytes((folder / FILE).read_bytes())
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._model is not None
        texts = [message.get(TEXT) or "" for message in messages]
        spoken = [(message.get(METADATA) or {}).get("modality") == "spoken" for message in messages]
        found = understood(texts, spoken, self._model)
        for message, (first, *others) in zip(messages, found, strict=True):
            ranking = [{"name": function, "confidence": chance} for function, chance in first.ranking]
            message.set("intent", dict(ranking[0]), add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            also = [as_entity(first, wish) for wish in others]
            message.set(ENTITIES, message.get(ENTITIES, []) + also, add_to_output=True)
        return messages
