"""What performing a task gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.service.conversations.inbox import Effects


@dataclass(frozen=True)
class Outcome:
    """Replies, and what was spoken of (`focus`). `stays`: the task stays on the agenda (code awaited)."""

    replies: tuple[Reply, ...]
    focus: dict[str, str] = field(default_factory=dict)
    stays: bool = False


@dataclass(frozen=True)
class Job:
    """Everything a performer works with."""

    desk: Desk
    agenda: Agenda
    task: Task
    heard: Heard
    effects: Effects


Performer = Callable[[Job], Outcome]
