"""What is asked where the same matter is already open for the same case: the same of every matter."""

from __future__ import annotations

from functools import cache

from actions.service.requests.matters import FOLDER
from actions.service.requests.question import Field
from bot.language.tables import read_yaml

SECOND, ADDITION = "second", "addition"
"""The fields: which of the two is meant, and what is to be added."""
THERE = "open_receipt"
"""Beside them among the values: the receipt of the one that is open."""
AMENDING = "amending"
"""And, where something in it was wrong, what that is called."""
SUPPLEMENT, ANOTHER, LEAVE, ANEW = "supplement", "another", "leave", "anew"
BESIDE = (ANOTHER, ANEW)
"""Registered though one is open: beside it, or in its place once it is withdrawn."""


@cache
def second_fields() -> tuple[Field, ...]:
    """In the order in which they are asked."""
    told = read_yaml(FOLDER / "shared" / "second.yml")
    return tuple(Field.model_validate(each) for each in told)
