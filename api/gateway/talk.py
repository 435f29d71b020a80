"""Talks to the assistant on loopback, and believes only what the inner listener saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import httpx

from actions.watch import Watch


class AssistantDown(Exception):
    """The assistant did not answer: the turn can be served when it is back."""


class TurnFailed(Exception):
    """It answered, but a call of the turn failed on our side: serving it again would fail again."""


class Assistant(Protocol):
    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]: ...


class RasaAssistant:
    """Enters Rasa by our own channel. `url` is asked each time: a restarted Rasa may have moved."""

    def __init__(self, url: Callable[[], str | None], secret: str, watch: Watch) -> None:
        self._url = url
        self._watch = watch
        self._http = httpx.Client(headers={"x-inner-secret": secret}, trust_env=False)

    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        """Send `{"sender", "text" | "event", "metadata"}`; the replies as (key, facts) JSON.

        Raises AssistantDown, TurnFailed.
        """
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
