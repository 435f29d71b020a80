"""Codes asked for and entered, each in a transaction of its own, as the doors do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from actions.service.identity import callers, codes
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.identity.texts import Purpose
from actions.store.database import Database

from .conftest import LIN, FixedClock, code_in, other_than, sms


@dataclass
class Desk:
    database: Database
    clock: FixedClock
    keys: Secrets
    register: FeedRegister

    def ask(
        self,
        *,
        licence: str = LIN,
        name: str | None = "林静",
        channel: str = "wechat",
        account: str = "openid-1",
        purpose: Purpose = "verify",
        by_sound: bool = False,
    ) -> str | None:
        """The code that was sent for it, if any."""
        before = len(sms(self.database))
        with self.database.write() as session:
            codes.ask_code(
                session,
                self.clock,
                self.register,
                self.keys,
                licence_no=licence,
                name=name,
                channel=channel,
                account=account,
                purpose=purpose,
                by_sound=by_sound,
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
        lasts: timedelta | None = timedelta(days=30),
    ) -> codes.Checked:
        with self.database.write() as session:
            return codes.check_code(
                session,
                self.clock,
                self.register,
                self.keys,
                channel=channel,
                account=account,
                code=code,
                purpose=purpose,
                licence_no=licence,
                lasts=lasts,
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
                session, self.clock, self.register, channel=channel, account=account, bearer_licence=bearer
            )
