"""What the doors need of the house, and how an endpoint gets it."""

from __future__ import annotations

import threading
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request

from actions.service.clock import Clock
from actions.service.work import Means
from actions.store.database import Database
from api.gateway.messages import Answer, Inbound
from api.settings import Settings


class Gateway(Protocol):
    """One turn at a time per conversation. Whoever awaits an answer holds no thread."""

    async def handle(self, inbound: Inbound) -> Answer: ...

    def hang_up(self, account: str) -> None:
        """A telephone call is over; `account` as in `Inbound`. Waits for the store."""
        ...


class House(Protocol):
    """The running service; `stopping` is set when it ends, so that what stays open can close."""

    @property
    def settings(self) -> Settings: ...

    @property
    def db(self) -> Database: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def means(self) -> Means: ...

    @property
    def gateway(self) -> Gateway: ...

    @property
    def stopping(self) -> threading.Event: ...


def the_house(request: Request) -> House:
    return cast(House, request.app.state.house)


TheHouse = Annotated[House, Depends(the_house)]
