"""Words that are one of the options of a form: its title, or a part that no other title has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.service.requests.question import Field
from bot.language.fold import fold

SHORTEST = 2
_AROUND = re.compile(
    r"^(?:就|那就?|我?选|我?要|应该是|是|属于|因为|算|嗯|哦|啊|呃|那个|[,，。、 ])+"
    r"|(?:吧|啊|呢|的|了|呀|嘛|哈|那个|那种|这个|这种|[,，。!！、 ])+$"
)


def option_meant(text: str, field: Field, offered: Sequence[Any]) -> Any | None:
    """The value of the one offered option whose title the words are, or are plainly a part of."""
    rows = [(str(title), value) for title, value in offered] or _choices(field)
    said = bare(text)
    if len(said) < SHORTEST:
        return None
    whole = [value for title, value in rows if bare(title) == said]
    part = [value for title, value in rows if said in fold(title)] if not said.isdecimal() else []
    found = whole or part
    return found[0] if len(found) == 1 else None


def titled(text: str, field: Field) -> str | None:
    """The choice of a field that the words, whole, are the title or a word of."""
    said = bare(text)
    found = [
        choice.value
        for choice in field.choices
        if len(said) > SHORTEST and said in (bare(choice.title), *map(fold, choice.cues))
    ]
    return found[0] if len(found) == 1 else None


def bare(text: str) -> str:
    """Folded, without what is said around an option (就选…吧)."""
    said = fold(text)
    return _AROUND.sub("", said) or said


def _choices(field: Field) -> list[tuple[str, Any]]:
    return [(choice.title, choice.value) for choice in field.choices]
