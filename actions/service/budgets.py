"""How much one address, number, openid or licence may ask for in a time: declared and counted here alone.

Counted in the store, so that a restart or another process does not begin anew. A refusal rolls back with the
transaction it stands in: what was refused does not count.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from actions.errors import TooMany
from actions.service.wording import say
from actions.service.work import Work
from actions.store.database import count_up
from actions.store.identities import Spent

BudgetName = Literal[
    "message.address",
    "message.number",
    "message.openid",
    "message.licence",
    "code.address",
    "call.licence",
]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Budget:
    """`most` in each `window`."""

    most: int
    window: timedelta


BUDGETS: dict[BudgetName, Budget] = {
    "message.address": Budget(600, MINUTE),
    "message.number": Budget(60, MINUTE),
    "message.openid": Budget(60, MINUTE),
    "message.licence": Budget(120, MINUTE),
    "code.address": Budget(120, HOUR),
    "call.licence": Budget(240, MINUTE),
}
"""An address may be that of a whole law firm. `call` is one of the platform's API that changes something."""


def spend(work: Work, name: BudgetName, subject: str | None) -> None:
    """Count one. Raises TooMany once all is spent.

    Without a subject nothing is counted, nor for this machine's own address: it may stand for everybody
    behind a proxy.
    """
    if not subject or (name.endswith(".address") and _own_machine(subject)):
        return
    budget = BUDGETS[name]
    spent = count_up(
        work.session,
        Spent,
        budget=name,
        subject=work.secrets.seal("budget", name, subject),
        begins=_window(work.now, budget.window),
    )
    if spent > budget.most:
        raise TooMany(say("channel.too_often", {}, "rich"))


def _window(now: datetime, length: timedelta) -> datetime:
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def _own_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
