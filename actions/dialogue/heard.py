"""What the assistant understood of one message, taken from Rasa's tracker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from actions.service.wording import Modality

EVENT = "event."
ALSO = "also"
"""The entity that holds a second wish (bot/nlu/classifier.py)."""


@dataclass(frozen=True)
class Heard:
    """One message as read: `function` is a code of data/functions.yml, or empty for an event.

    `entities` holds what the reader found, by name, in order of appearance (bot/nlu/entities.py).
    """

    turn_id: str
    conversation_id: str
    channel: str
    modality: Modality
    text: str = ""
    """Folded, for reading."""
    words: str = ""
    """As the caller wrote or said it, for keeping."""
    function: str = ""
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    event: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """What came with an event, e.g. how many tries are left."""
    keys: bool = False
    clarity: float | None = None
    """How sure the recogniser was of the words, from 0 to 1, where it says so."""
    entities: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Where in `text` each of them stands; empty where that is not known."""
    also: Heard | None = None
    """What the same message may ask for besides, and `first_part`, what is said before it."""
    first_part: Heard | None = None
    beside: Heard | None = None
    """Of a part the whole sentence: what it does not name itself may be named there."""

    def first(self, entity: str) -> Any | None:
        found = self.entities.get(entity)
        return found[0] if found else None

    def part(self, start: int, end: int) -> Heard:
        """As if only this part of the text had been said, with what was read in it; what stands nobody knows
        where is kept."""
        entities, spans = dict(self.entities), {}
        for name, places in self.spans.items():
            whole = (0, len(self.text))  # what is told by the sentence as a whole (a grade)
            kept = [n for n, at in enumerate(places) if at == whole or (start <= at[0] and at[1] <= end)]
            entities[name] = tuple(self.entities[name][n] for n in kept)
            spans[name] = tuple((places[n][0] - start, places[n][1] - start) for n in kept)
        text = self.text[start:end]
        words = self.words[start:end] if len(self.words) == len(self.text) else text
        entities = {name: values for name, values in entities.items() if values}
        return replace(
            self, text=text, words=words, entities=entities, spans=spans, also=None, first_part=None
        )


def heard(tracker: Tracker) -> Heard:
    """Read the latest message of a tracker. Everything but the words comes from the gateway's metadata."""
    message = tracker.latest_message
    return understood(message, message["metadata"], tracker.sender_id)


def understood(message: dict[str, Any], metadata: dict[str, Any], conversation_id: str = "") -> Heard:
    """One message of the pipeline (`text`, `intent`, `intent_ranking`, `entities`) with what is known of
    it."""
    intent = message["intent"]["name"] or ""
    found = message.get("entities", [])
    second = next((each for each in found if each["entity"] == ALSO), None)
    whole = Heard(
        turn_id=metadata["turn_id"],
        conversation_id=conversation_id,
        channel=metadata["channel"],
        modality=metadata["modality"],
        text=message.get("text") or "",
        words=metadata.get("words") or message.get("text") or "",
        function="" if intent.startswith(EVENT) else intent,
        confidence=message["intent"].get("confidence", 0.0),
        ranking=tuple((m["name"], m["confidence"]) for m in message.get("intent_ranking", [])),
        event=intent.removeprefix(EVENT) if intent.startswith(EVENT) else None,
        facts=metadata.get("event_facts") or {},
        keys=metadata.get("keys", False),
        clarity=metadata.get("clarity"),
        **_within(found, 0, len(message.get("text") or "")),
    )
    return _taken_apart(whole, found, second) if second else whole


def _taken_apart(whole: Heard, found: list[dict[str, Any]], second: dict[str, Any]) -> Heard:
    """Each wish with its own words and what was read in them."""
    value, start, end = second["value"], second["start"], second["end"]
    also = replace(
        whole,
        text=whole.text[start:end],
        function=value["function"],
        confidence=value["confidence"],
        ranking=((value["function"], value["confidence"]),),
        **_within(found, start, end),
        beside=whole,
    )
    words = (
        whole.words[: value["after"]] if len(whole.words) == len(whole.text) else whole.text[: value["after"]]
    )
    first = replace(
        whole,
        text=whole.text[: value["after"]],
        words=words,
        **_within(found, 0, value["after"]),
        beside=whole,
    )
    return replace(whole, also=also, first_part=first)


def _within(found: list[dict[str, Any]], start: int, end: int) -> dict[str, Any]:
    """`entities` and `spans` of a part of the text, counted from where it begins."""
    entities: dict[str, tuple[Any, ...]] = {}
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    for each in found:
        name, begins = each["entity"], each.get("start", 0)
        if name != ALSO and start <= begins < max(end, 1):
            entities[name] = (*entities.get(name, ()), each["value"])
            spans[name] = (*spans.get(name, ()), (begins - start, each.get("end", begins) - start))
    return {"entities": entities, "spans": spans}
