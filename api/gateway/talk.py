"""Talks to the assistant on loopback, and believes only what the inner listener saw."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import httpx

from actions.watch import Watch

SEVERAL = 3
RECENT_SECONDS, KNOCK_SECONDS = 30.0, 2.0


class AssistantDown(Exception):
    """The assistant did not answer: the turn can be served when it is back."""


class TurnFailed(Exception):
    """It answered, but a call of the turn failed on our side: serving it again would fail again."""


class Assistant(Protocol):
    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]: ...

    def trouble(self) -> str | None:
        """Why it cannot serve at present, in Chinese; None if it can."""
        ...


class RasaAssistant:
    """Enters Rasa by our own channel. `url` is asked each time: a restarted Rasa may have moved."""

    def __init__(self, url: Callable[[], str | None], secret: str, watch: Watch) -> None:
        self._url = url
        self._watch = watch
        self._http = httpx.Client(headers={"x-inner-secret": secret}, trust_env=False)
        self._failures = 0
        """Since its last good answer."""
        self._last_failure = 0.0

    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        """Send `{"sender", "text" | "event", "metadata"}`; the replies as (key, facts) JSON.

        Raises AssistantDown, TurnFailed.
        """
        try:
            replies = self._talk(turn, timeout)
        except (AssistantDown, TurnFailed):
            self._failures, self._last_failure = self._failures + 1, time.monotonic()
            raise
        self._failures = 0
        return replies

    def trouble(self) -> str | None:
        """One turn that failed may be that turn's fault; after some, or while it does not even answer a
        knock, it is the assistant's. Without callers an answered knock is enough after some time."""
        url = self._url()
        if url is None:
            return "对话引擎没有在运行"
        if not self._failures:
            return None
        lately = time.monotonic() - self._last_failure < RECENT_SECONDS
        if lately and self._failures >= SEVERAL:
            return "对话引擎最近几次都没有答好"
        try:
            self._http.get(url, timeout=KNOCK_SECONDS)
        except httpx.HTTPError as error:
            return f"对话引擎没有应答（{type(error).__name__}）"
        return None

    def _talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        url = self._url()
        if url is None:
            raise AssistantDown("not running")
        turn_id = turn["metadata"]["turn_id"]
        seen = self._watch.begin(turn_id, turn["sender"])
        try:
            answer = self._http.post(f"{url}/webhooks/gateway/turn", json=turn, timeout=timeout)
            answer.raise_for_status()
            replies: list[dict[str, Any]] = [reply for reply in answer.json() if reply]
        except (httpx.HTTPError, ValueError) as error:
            raise AssistantDown(type(error).__name__) from error
        finally:
            self._watch.end(turn_id)
        if not seen.complete:
            raise TurnFailed(f"incomplete: {seen}")
        return replies
