"""The training sentences with who wrote them, as `data/nlu/<hand>/*.yml` has them.

What a recogniser heard stands in a folder of its own; whose sentence it was, data/speech/pairs tells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from api.settings import PROJECT
from bot.language.tables import read_yaml

FOLDER = PROJECT / "data" / "nlu"
PAIRS = PROJECT / "data" / "speech" / "pairs" / "training.jsonl"
RECOGNISED = "recognised"


class Written(NamedTuple):
    hand: str
    function: str
    text: str
    heard: bool = False
    """Whether a recogniser wrote it down, from what `hand` wrote."""


def whose() -> Iterator[Written]:
    """Every training sentence by its writer's hand; what was recognised of a sentence that is not found among
    the hands' as it was spoken (figures were spelt out for some) is left out."""
    hands: dict[tuple[str, str], str] = {}
    recognised = []
    for each in written():
        if each.hand == RECOGNISED:
            recognised.append(each)
        else:
            hands[each.function, _bare(each.text)] = each.hand
            yield each
    pairs = map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines())
    spoken = {(pair["function"], _bare(pair["recognised"])): _bare(pair["spoken"]) for pair in pairs}
    for each in recognised:
        hand = hands.get((each.function, spoken.get((each.function, _bare(each.text)), "")))
        if hand:
            yield each._replace(hand=hand, heard=True)


def written() -> Iterator[Written]:
    """Every training sentence, hand by hand."""
    for file in sorted(FOLDER.glob("*/*.yml")):
        for block in read_yaml(file)["nlu"]:
            for line in block["examples"].splitlines():
                yield Written(file.parent.name, block["intent"], line.removeprefix("- ").strip())


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
