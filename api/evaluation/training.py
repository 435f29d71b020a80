"""The training sentences with who wrote them, as `data/nlu/<hand>/*.yml` has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from api.settings import PROJECT

FOLDER = PROJECT / "data" / "nlu"


class Written(NamedTuple):
    hand: str
    function: str
    text: str


def written() -> Iterator[Written]:
    """Every training sentence, hand by hand."""
    for file in sorted(FOLDER.glob("*/*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield Written(file.parent.name, block["intent"], line.removeprefix("- ").strip())
