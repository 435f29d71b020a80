"""Messages as the assistant's pipeline hands them on, without Rasa: `python -m bot.messages MODEL` reads JSON
Lines (`{"text", "modality", "today"}`) and writes one message a line (`text`, `intent`, `intent_ranking`,
`entities`). What finds is what Rasa's components call."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.language.courts import CourtDirectory
from bot.language.fold import fold
from bot.language.reading import read
from bot.nlu.entities import RATING, Directory, found_in, today_in_beijing
from bot.nlu.ruler import entities_ruled
from bot.nlu.wishes import Ranks, as_entity, understood
from bot.parse import load
from bot.understanding import HEARD, Sentence, sentence


def messages(
    sentences: Sequence[Sentence], model: Ranks, directory: CourtDirectory
) -> Iterator[dict[str, Any]]:
    """One message a sentence, in the same order."""
    texts = [fold(each.text) for each in sentences]
    wishes = understood(texts, [each.modality == HEARD for each in sentences], model)
    for given, text, (first, *others) in zip(sentences, texts, wishes, strict=True):
        ranking = [{"name": function, "confidence": chance} for function, chance in first.ranking]
        reading = read(
            text,
            today=given.today,
            directory=directory,
            modality=given.modality,
            rates=ranking[0]["name"] == RATING,
        )
        yield {
            "text": text,
            "intent": dict(ranking[0]),
            "intent_ranking": ranking,
            "entities": [
                *(as_entity(first, wish) for wish in others),
                *entities_ruled(text),
                *(found._asdict() for found in found_in(reading)),
            ],
        }


def main() -> None:
    model = load(Path(sys.argv[1]))
    folder = os.environ.get("HOTLINE_DATA_DIR")
    directory = Directory(Path(folder) / "courts.json" if folder else None).current()
    lines = [line for line in sys.stdin.buffer.read().splitlines() if line.strip()]
    given = [sentence(line, "text", today_in_beijing()) for line in lines]
    for message in messages(given, model, directory):
        print(json.dumps(message, ensure_ascii=False))


if __name__ == "__main__":
    main()
