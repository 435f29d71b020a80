"""What serving a function takes: what it needs first, how it is read back, and what performing gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.service.functions import function
from actions.service.requests.question import Field
from actions.service.turn_effects import Effects
from actions.service.wording import Modality


@dataclass(frozen=True)
class Outcome:
    """Replies, and what was spoken of (`focus`). `stays`: the task stays on the agenda (code awaited).

    `told`: what can be followed up or pointed at from now on; None leaves what was told before.
    """

    replies: tuple[Reply, ...]
    focus: dict[str, str] = field(default_factory=dict)
    stays: bool = False
    told: dict[str, Any] | None = None


@dataclass(frozen=True)
class Job:
    """Everything a performer works with."""

    desk: Desk
    agenda: Agenda
    task: Task
    heard: Heard
    effects: Effects


Performer = Callable[[Job], Outcome]
Needs = Callable[[Task, Heard, Desk], Sequence[Field]]
ReadBack = Callable[[Desk, Task, Modality], Reply | None]
Barred = Callable[[Desk, Task, Modality], Bar | None]
First = Callable[[Desk, Task], Bar | Reply | None]


def required(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """The fields that must be given as things are, and those asked for anew, in the order of the file."""
    fields = function(task.function).fields_for(task.fields)
    return [
        each for each in fields if each.is_asked(task.fields) and (each.required or each.name in task.anew)
    ]


@dataclass(frozen=True)
class Service:
    """How a function is served. `reads_back`: what is about to be registered, ending in a question; None
    where nothing has to be confirmed. `bars`: why it cannot be, if so. `first`: what there is to say of it as
    soon as it is known what it is about, or why it ends there."""

    perform: Performer
    needs: Needs = required
    reads_back: ReadBack | None = None
    bars: Barred | None = None
    first: First = lambda desk, task: None
    standing: Callable[[Task, Desk], bool] = lambda task, desk: False
    """Whether it is done already and can be dropped (an identity that is verified)."""
