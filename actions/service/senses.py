"""Vectors of what sentences mean, from the sentence encoder; the assistant lends them to the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from actions.errors import NotConnected


class Sense(NamedTuple):
    """`vector`: of unit length; of use only with what was learnt from the same `encoder`."""

    encoder: str
    vector: Sequence[float]


class Encoder(Protocol):
    """As `bot.nlu.encoder` has it: a row a text."""

    @property
    def name(self) -> str: ...
    def encode(self, texts: Sequence[str]) -> Any: ...


class Senses(Protocol):
    def of(self, text: str) -> Sense | None:
        """None where there is no encoder, or it is not to be reached."""


class Encoded:
    """`encoder` is asked for once; None from it means that there is none. A text is read once in a row: one
    message is looked at several times."""

    def __init__(self, encoder: Callable[[], Encoder | None]) -> None:
        self._choose = encoder
        self._chosen: tuple[Encoder | None] | None = None
        self._last: tuple[str, Sense] | None = None

    def of(self, text: str) -> Sense | None:
        last = self._last
        if last is not None and last[0] == text:
            return last[1]
        try:
            encoder = self._encoder()
            found = Sense(encoder.name, encoder.encode([text or "。"])[0]) if encoder else None
        except NotConnected:
            return None
        if found is not None:
            self._last = text, found
        return found

    def _encoder(self) -> Encoder | None:
        if self._chosen is None:
            self._chosen = (self._choose(),)
        return self._chosen[0]
