"""What is said and sent, as a database can keep it. Reading it is the assistant's business."""

from __future__ import annotations

import re
from typing import Any

LIMIT = 2_000
LONGEST_ID = 256
DEEPEST = 16
"""Values within values: no field has more than three."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """Without control characters and half surrogates, and not longer than anyone would say at once."""
    return _UNSTORABLE.sub("", text)[:LIMIT]


def identifier(text: str) -> str:
    """The same for an id that another system made."""
    return _UNSTORABLE.sub("", text)[:LONGEST_ID]


def cleaned(value: Any, room: int = DEEPEST) -> Any:
    """The same for every text of a JSON value, nested ones and names too, without a limit of length. Raises
    ValueError for values within values beyond any use."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, dict | list) and not room:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {cleaned(name): cleaned(part, room - 1) for name, part in value.items()}
    return [cleaned(part, room - 1) for part in value] if isinstance(value, list) else value
