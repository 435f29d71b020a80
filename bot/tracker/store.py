"""A dialogue is kept by the service, over the inner listener.

The state written is compact: slots and the active form, not the events that led there, so that a dialogue
costs the same at turn 3 and at turn 300. It is written under the turn that made it and counts only when
the service has finished that turn.
"""

from __future__ import annotations

import os
from typing import Any, Dict, Optional

import aiohttp
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

TIMEOUT = aiohttp.ClientTimeout(total=5)


class ServiceTrackerStore(TrackerStore):
    """`GET`/`PUT {url}/{conversation}` with `{"turn_id", "slots", "form"}`."""

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[EndpointConfig] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._url = os.environ["HOTLINE_INNER_URL"] + "/dialogues"
        self._headers = {"x-inner-secret": os.environ["HOTLINE_INNER_SECRET"]}
        self._session: Optional[aiohttp.ClientSession] = None

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        async with self._http().get(f"{self._url}/{sender_id}") as answer:
            if answer.status == 204:
                return None
            answer.raise_for_status()
            return self._revive(sender_id, await answer.json())

    async def save(self, tracker: DialogueStateTracker) -> None:
        turn_id = (tracker.latest_message.metadata or {}).get("turn_id") if tracker.latest_message else None
        if turn_id is None:
            return  # Rasa saves every tracker once at its creation, before there is anything to keep
        state = {"turn_id": turn_id, "slots": self._changed(tracker), "form": tracker.active_loop_name}
        async with self._http().put(f"{self._url}/{tracker.sender_id}", json=state) as answer:
            answer.raise_for_status()

    def _changed(self, tracker: DialogueStateTracker) -> Dict[str, Any]:
        return {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value and name != "session_started_metadata"
        }

    def _revive(self, sender_id: str, state: Dict[str, Any]) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        tracker.update(SessionStarted())
        for name, value in state["slots"].items():
            tracker.update(SlotSet(name, value))
        if state["form"]:
            tracker.update(ActiveLoop(state["form"]))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT, headers=self._headers)
        return self._session
