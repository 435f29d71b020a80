"""What a channel still takes for an address: so many messages, for so long, since its owner did something.

WeChat's customer-service messages are counted so; what is not allowed any more waits for the next word.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.identity.accounts import account_of, known_account
from actions.store.conversations import Allowance, Outgoing
from bot.language.tables import read_yaml

TABLE = Path(__file__).resolve().parents[3] / "data" / "wechat" / "quota.yml"
KEPT_FOR = timedelta(days=7)
"""What waits longer has lost its sense."""

Deed = Literal["message", "click", "subscribe"]


class Quota(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    messages: int
    hours: int = 0
    minutes: int = 0

    @property
    def lasts(self) -> timedelta:
        return timedelta(hours=self.hours, minutes=self.minutes)


@cache
def quotas() -> dict[str, Quota]:
    table = read_yaml(TABLE)
    return {deed: Quota.model_validate(quota) for deed, quota in table.items()}


def renew(session: Session, clock: Clock, channel: str, address: str, deed: Deed, at: datetime) -> None:
    """Its owner did something `at` that moment: what waited goes out. A message told again adds nothing."""
    quota, account = quotas()[deed], account_of(session, clock, channel, address)
    kept = session.get(Allowance, (channel, account), with_for_update=True)
    until = at + quota.lasts
    if kept is None:
        session.add(Allowance(channel=channel, address=account, left=quota.messages, until=until))
    elif until > kept.until:
        kept.left, kept.until = quota.messages, until
    elif kept.until <= clock():
        return
    elif deed != "message":
        kept.left = max(kept.left, quota.messages)
    waiting = select(Outgoing).where(
        Outgoing.channel == channel,
        Outgoing.waits_for_word.is_(True),
        Outgoing.created_at > clock() - KEPT_FOR,
    )
    for each in session.scalars(waiting.with_for_update()):
        if each.address == address:  # sealed: it is compared when it is opened
            each.waits_for_word, each.next_try_at, each.tries = False, clock(), 0


def take(session: Session, clock: Clock, channel: str, address: str) -> bool:
    """One message of what is left; False if none is. Where nothing is known the channel decides."""
    kept = _of(session, channel, address)
    if kept is None:
        return True
    if kept.left <= 0 or kept.until <= clock():
        return False
    kept.left -= 1
    return True


def exhausted(session: Session, channel: str, address: str) -> None:
    """The channel itself says that there is none left."""
    kept = _of(session, channel, address)
    if kept is not None:
        kept.left = 0


def _of(session: Session, channel: str, address: str) -> Allowance | None:
    account = known_account(session, channel, address)
    return session.get(Allowance, (channel, account), with_for_update=True) if account else None
