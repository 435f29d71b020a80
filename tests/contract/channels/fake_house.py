"""What stands behind the doors in these tests: a scripted gateway and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from actions.service.work import Means
from api.gateway.messages import Answer, Inbound, Said
from api.settings import Settings

PUBLIC = "https://hotline.example.cn"
AES_KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"


@dataclass
class FakeGateway:
    """Answers with what the test put in `answer` (an exception is raised), keeps what it was asked."""

    answer: Answer | Exception = field(default_factory=lambda: Answer((Said("您好"),)))
    asked: list[Inbound] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)

    async def handle(self, inbound: Inbound) -> Answer:
        self.asked.append(inbound)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def hang_up(self, account: str) -> None:
        self.hung_up.append(account)


@dataclass
class FakeClock:
    now: datetime = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


@dataclass
class FakeHouse:
    settings: Settings
    clock: FakeClock
    gateway: FakeGateway
    means: Means
