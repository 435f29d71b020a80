"""Why something that is wanted cannot be done as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.agenda import Reply


@dataclass(frozen=True)
class Bar:
    """`anew`: fields that must be given anew for it; without them it is over, and `offers` are functions that
    are offered in its place. `by_law`: a legal check refused it on facts that the caller may put right."""

    reply: Reply
    anew: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    by_law: bool = False
