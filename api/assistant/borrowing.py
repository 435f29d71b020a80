"""What the running assistant reads for the service: words, and vectors of sense (`bot.lending`)."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import numpy as np

from actions.errors import NotConnected
from bot.nlu.encoder import Encoder, Vectors

AWAY = "助手还没有准备好，请稍后再问。"
SECONDS = 30
AT_ONCE = 64
"""Texts of one call: a turn that comes meanwhile waits no longer than for these."""


class BorrowedReading:
    """`url` is asked each time: a restarted assistant may have moved."""

    def __init__(self, url: Callable[[], str | None], secret: str) -> None:
        self._url = url
        self._http = httpx.Client(headers={"x-inner-secret": secret}, trust_env=False)

    def cut(self, runs: Sequence[str]) -> list[list[str]]:
        """Raises NotConnected."""
        words: list[list[str]] = self._ask({"runs": list(runs)})["words"] if runs else []
        return words

    def encoder(self) -> Encoder | None:
        """None where the assistant does without. Raises NotConnected."""
        name = self._ask({})["encoder"]
        return _Borrowed(name, self._ask) if name else None

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        url = self._url()
        if url is None:
            raise NotConnected(AWAY)
        try:
            answer = self._http.post(f"{url}/webhooks/gateway/read", json=asked, timeout=SECONDS)
            answer.raise_for_status()
            read: dict[str, Any] = answer.json()
            return read
        except (httpx.HTTPError, ValueError) as error:
            raise NotConnected(AWAY) from error


class _Borrowed:
    def __init__(self, name: str, ask: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.name = name
        self._ask = ask

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Raises NotConnected."""
        parts = [self._encode(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts)

    def _encode(self, texts: Sequence[str]) -> Any:
        given = b64decode(self._ask({"texts": list(texts)})["vectors"])
        return np.frombuffer(given, "<f2").reshape(len(texts), -1).astype(np.float32)
