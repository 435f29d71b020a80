"""The training data as Rasa gets it (`importers` in config.yml): Rasa's own reader but for the sentences.

Rasa reads every file of sentences several times, with a YAML library written in Python and a check against
a schema, and copies each sentence, attribute by attribute, whenever it merges data. Here a file is read once,
in C, and a sentence is two strings, which need no deep copy.
"""

from __future__ import annotations

import copy
import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any, Dict, Optional, Text

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FOLDER = Path(__file__).resolve().parent.parent / "data" / "nlu"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Sentence(Message):
    """A training sentence and its function, which are all that our pipeline reads of one."""

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Sentence":
        return Sentence(dict(self.data) if self._plain() else copy.deepcopy(self.data, memo))

    def fingerprint(self) -> Text:
        if not self._plain():
            return super().fingerprint()
        return hashlib.md5(f"{self.data[INTENT]}\0{self.data[TEXT]}".encode()).hexdigest()

    def _plain(self) -> bool:
        return self.data.keys() == {TEXT, INTENT} and not self.features


class Sentences(RasaFileImporter):
    """Rules and domain as Rasa reads them; the sentences of data/nlu."""

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        return self._sentences

    @cached_property
    def _sentences(self) -> TrainingData:
        return TrainingData(
            [
                Sentence({TEXT: line[2:].strip(), INTENT: block["intent"]})
                for file in sorted(FOLDER.glob("*/*.yml"))
                for block in yaml.load(file.read_bytes(), LOADER)["nlu"]
                for line in block["examples"].splitlines()
                if line.startswith("- ")
            ]
        )
