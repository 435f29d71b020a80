"""What is to be done, as a stack: the thing on top first, and what it interrupted afterwards.

A side question is pushed on top and the form below waits; a verification is pushed on top of what wants
it. The whole agenda is one slot, so that nothing of it can be filled by a stray word.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Stage = Literal["filling", "confirming", "confirmed", "code"]
"""`code`: a one-time code is awaited by the gateway (identity only)."""
CASE = "case_number"
AGAIN = "again"
"""Among the fields of a verification: the code is wanted once more."""
SERVED = "served"
"""In the focus: the function that was served last."""
QUESTION = "question"
"""In the focus: what was asked of the record last, to be asked again of another case (民间借贷那个呢)."""
WHICH = "which"
"""Asked instead of a field: which of the fields is to be changed."""


@dataclass(frozen=True)
class Reply:
    """What to say: a key of data/replies and its facts (JSON values)."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    options: tuple[tuple[str, str], ...] = ()
    """(title, text to send) pairs offered."""
    end: bool = False
    """The episode is over after this."""
    dictating: bool = False
    """A long number comes next."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Task:
    """One function being served: what is known of it and what was asked last."""

    function: str
    fields: dict[str, Any] = field(default_factory=dict)
    stage: Stage = "filling"
    asked: str | None = None
    offered: list[Any] = field(default_factory=list)
    """The values behind the options offered with the last question, in their order."""
    misses: int = 0
    """How often in a row an answer to the present question was not understood."""
    words: str = ""
    """The sentence that opened it, and what was read in it: a verification may come in between."""
    entities: dict[str, list[Any]] = field(default_factory=dict)
    beside: tuple[str, dict[str, list[Any]]] | None = None
    """The whole of a sentence that wished for two things, and what was read in it: a case may be named for
    both."""
    also: bool = False
    """Asked for beside what is served first, and not begun yet."""
    anew: list[str] = field(default_factory=list)
    """Fields to be asked though they may be left out: the caller wants them changed."""
    piece: str = ""
    """A piece of a case number that waits for its other half."""
    pieces: dict[str, Any] = field(default_factory=dict)
    """The parts known so far of a number that need not be one of the caller's own cases."""
    held: str = ""
    """What was said to be put in place of, or to, a part that is still to be named."""
    no_such_day: str = ""
    """A day in the first sentence that no calendar has, until it is said."""
    brief: str = ""
    """Read back already: how only the yes is asked for again, as a reply's name (`only_yes`, `still`)."""
    read: dict[str, str] = field(default_factory=dict)
    """What was read back last, by the titles of its lines: to the ear only what has changed is read again."""
    spoken: dict[str, str] = field(default_factory=dict)
    """The caller's own words behind a coded field, by its name."""

    def fill_again(self, asked: str | None = None) -> None:
        """What is missing is asked for as if for the first time."""
        self.stage, self.asked, self.misses = "filling", asked, 0


@dataclass
class Agenda:
    tasks: list[Task] = field(default_factory=list)
    turn_id: str = ""
    """The turn whose message was already taken in: a form that runs again must not read it twice."""
    effects: int = 0
    """How many effects this turn has had so far (ordinal of the next one)."""
    of: str | None = None
    """Whose facts are in here: the licence last verified."""
    focus: dict[str, str] = field(default_factory=dict)
    """What was spoken of last: case_number, hearing, receipt_no."""
    said: list[dict[str, Any]] = field(default_factory=list)
    """What was said in the last turn, for 再说一遍."""
    saying: list[dict[str, Any]] = field(default_factory=list)
    """What is being said in this turn."""
    prompt: dict[str, Any] | None = None
    """The question to ask next, as a Reply."""
    told: dict[str, Any] | None = None
    """What was just computed or read out, so that it can be followed up and pointed at: the function, its
    `fields` and `words`, and `items` (each with its `title`), until another matter begins."""
    refused: dict[str, Any] | None = None
    """The task that a legal check refused last, until another matter begins."""
    guesses: list[str] = field(default_factory=list)
    """Functions offered where none was clear."""
    unclear: tuple[str, dict[str, list[Any]]] | None = None
    """The sentence that they were guessed from, and what was read in it."""
    misses: int = 0
    silences: int = 0
    waits: bool = False
    """The caller looks for something: the open question is not asked again this time."""

    @property
    def top(self) -> Task | None:
        return self.tasks[-1] if self.tasks else None

    def push(self, task: Task) -> None:
        self.tasks.append(task)

    def push_below(self, task: Task) -> None:
        """To be done after what is on top, and before what that interrupted."""
        self.tasks.insert(max(len(self.tasks) - 1, 0), task)

    def pop(self) -> Task:
        return self.tasks.pop()

    def begin_turn(self, turn_id: str) -> bool:
        """False if this turn's message was already taken in."""
        if self.turn_id == turn_id:
            return False
        self.turn_id, self.effects, self.waits = turn_id, 0, False
        self.said, self.saying = self.saying or self.said, []
        return True

    def belongs_to(self, licence_no: str | None) -> None:
        """Who is speaking now. What was said to a lawyer is not said again once he is no longer verified,
        and nothing of his passes to another person on the same account."""
        if self.of is not None and licence_no != self.of:
            self.said, self.saying, self.focus, self.told, self.refused = [], [], {}, None, None
            if licence_no is not None:
                self.tasks = []
        self.of = licence_no or self.of

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any] | None) -> Agenda:
        if not value:
            return cls()
        return cls(**{**value, "tasks": [Task(**task) for task in value["tasks"]]})
