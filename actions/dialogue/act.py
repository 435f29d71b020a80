"""What a sentence can be in its place. Which it is, `acts` decides; what follows from it, `conduct` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from actions.dialogue.agenda import Reply
from actions.dialogue.heard import Heard
from actions.service.court_record.own_cases import OwnCase
from actions.service.senses import Senses


class Cases(Protocol):
    """Whose cases are spoken of, today, and what reads the sense of a sentence: a `Desk`, or what stands for
    one where there is no store."""

    def cases_for(self, function: str | None) -> Sequence[OwnCase]: ...
    @property
    def unverified(self) -> Sequence[OwnCase]: ...
    @property
    def today(self) -> date: ...
    @property
    def senses(self) -> Senses | None: ...


@dataclass(frozen=True)
class Answers:
    """The value of what was asked, and of whatever else the sentence gives, by field name. `noted`: only of
    something else, which is said, and the question asked again."""

    values: Mapping[str, Any]
    noted: bool = False


@dataclass(frozen=True)
class Narrows:
    """Several of the cases fit, or one only sounds like it: which, is to be asked."""

    numbers: Sequence[str]
    instead: bool = False
    """In place of the case given before."""


@dataclass(frozen=True)
class Pieces:
    """Parts of a case number, all that are `known` so far, and the values said beside them."""

    known: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Misread:
    """What was given cannot be, and why."""

    why: Sequence[Reply]


@dataclass(frozen=True)
class Asks:
    """A question back: about the open `question` or its `matter`, or about the `line` itself. `heard`: the
    part of the message that asks, where it says more."""

    about: Literal["question", "line"] = "question"
    heard: Heard | None = None


@dataclass(frozen=True)
class Wishes:
    """Another function is wanted; `fields` are known of it already."""

    function: str
    heard: Heard
    fields: Mapping[str, Any] = field(default_factory=dict)
    instead: bool = False
    """In place of the open matter, which is given up or was begun wrongly (不延了，我要撤诉)."""


@dataclass(frozen=True)
class Corrects:
    """A field given before has another value; None: it is to be asked anew."""

    name: str
    value: Any = None


@dataclass(frozen=True)
class Amends:
    """Something in what was just registered was wrong: the field, where it is named, and its value, where it
    is said."""

    name: str = ""
    value: Any = None


@dataclass(frozen=True)
class Confirms:
    pass


@dataclass(frozen=True)
class Refuses:
    """Something is not right; what, is to be asked. `words` are what is to be put there."""

    words: str = ""


@dataclass(frozen=True)
class Keeps:
    """A value that stands already was said again, or nothing is to be changed after all."""


@dataclass(frozen=True)
class Steers:
    how: Literal[
        "person",
        "cancel",
        "repeat",
        "wait",
        "skip",
        "resend",
        "goodbye",
        "help",
        "greet",
        "thanks",
        "nothing",
    ]
    heard: Heard | None = None


@dataclass(frozen=True)
class Declined:
    """What this line does not say or do: prediction, judge_opinion, influence, others_data."""

    kind: str


@dataclass(frozen=True)
class Outside:
    """Understood, and another office's business."""


@dataclass(frozen=True)
class Guides:
    """A tool of the platform is meant, by its key among the guides."""

    key: str


@dataclass(frozen=True)
class Follows:
    """A condition of what was just told is changed, or something is added to it."""

    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Points:
    """One of the things just read out, by its place in the list, and what is wanted of it."""

    index: int
    function: str


@dataclass(frozen=True)
class Guessed:
    """A yes to two guesses at once: to which, is to be asked."""


Missing = Literal["words", "key", "clear", "sense", "exact"]


@dataclass(frozen=True)
class Noise:
    """Nothing to act on: no `words`, a `key` that is not in use, not heard `clear`ly, no `sense` that
    could be
    made of it, or a value that is not `exact`."""

    lacks: Missing


@dataclass(frozen=True)
class Silent:
    pass


@dataclass(frozen=True)
class Happened:
    """Something befell the caller's side without words: a call begun, a code tried."""

    event: str


Act = (
    Answers | Narrows | Pieces | Misread | Asks | Wishes | Corrects | Amends | Confirms | Refuses | Keeps
    | Steers | Declined | Outside | Guides | Follows | Points | Guessed | Noise | Silent | Happened
)  # fmt: skip
