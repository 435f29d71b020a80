"""What is asked of this line and not its business: the assistant's training sentences of that kind, and what
the hands asked that no entry answers. They say how such questions look; what the hands asked that entries
answer, `inside`, how others do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from actions.service.knowledge.asked import hands
from bot.language.tables import read_yaml

SENTENCES = Path(__file__).resolve().parents[3] / "data" / "nlu"
FUNCTION = "other.out_of_scope"
SHORTEST = 6
"""Characters: shorter ones say too little of where they belong."""


@cache
def outside() -> tuple[str, ...]:
    """Each sentence once."""
    asked = (each.text for hand in hands().values() for each in hand if not each.ids)
    return tuple(dict.fromkeys((*out_of_scope(), *asked)))


@cache
def inside() -> tuple[str, ...]:
    """What the hands asked that entries answer."""
    return tuple(each.text for hand in hands().values() for each in hand if each.ids)


@cache
def out_of_scope() -> tuple[str, ...]:
    """The assistant's, each once, in the order of the files."""
    found: dict[str, None] = {}
    for path in sorted(SENTENCES.rglob("*.yml")):
        for block in read_yaml(path)["nlu"]:
            if block.get("intent") == FUNCTION:
                lines = block["examples"].splitlines()
                found |= dict.fromkeys(line.removeprefix("- ").strip() for line in lines)
    return tuple(text for text in found if len(text) >= SHORTEST)
