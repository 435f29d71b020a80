"""Codes asked for and entered, each in a transaction of its own, as the doors do it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from actions.service.identity import callers, codes
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.identity.texts import Purpose
from actions.service.work import Work
from actions.store.database import Database

from .conftest import LIN, FixedClock, code_in, other_than, sms


@dataclass
class Desk:
    database: Database
    clock: FixedClock
    keys: Secrets
    register: FeedRegister

    def work(self, session: Session) -> Work:
        return Work(session, self.clock, self.register, self.keys)

    def ask(
        self,
        *,
        licence: str = LIN,
        name: str | None = "林静",
        channel: str = "wechat",
        account: str = "openid-1",
        purpose: Purpose = "verify",
    ) -> str | None:
        """The code that was sent for it, if any."""
        before = len(sms(self.database))
        with self.database.write() as session:
            codes.ask_code(
                self.work(session),
                licence_no=licence,
                name=name,
                channel=channel,
                account=account,
                purpose=purpose,
            )
        sent = sms(self.database)[before:]
        return code_in(sent[0].text) if sent else None

    def enter(
        self,
        code: str,
        *,
        channel: str = "wechat",
        account: str = "openid-1",
        purpose: Purpose = "verify",
        licence: str | None = None,
    ) -> codes.Checked:
        with self.database.write() as session:
            return codes.check_code(
                self.work(session),
                channel=channel,
                account=account,
                code=code,
                purpose=purpose,
                licence_no=licence,
            )

    def enter_wrong(self, code: str | None, times: int, *, account: str = "openid-1") -> list[codes.Checked]:
        wrong = other_than(code or "000000")
        return [self.enter(wrong, account=account) for _ in range(times)]

    def awaits(self, *, channel: str = "wechat", account: str = "openid-1") -> bool:
        with self.database.read() as session:
            return codes.awaited(session, self.clock, channel, account)

    def caller(
        self, *, channel: str = "wechat", account: str = "openid-1", bearer: str | None = None
    ) -> callers.Caller:
        with self.database.read() as session:
            return callers.caller_of(
                self.work(session), channel=channel, account=account, bearer_licence=bearer
            )
