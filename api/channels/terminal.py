"""The terminal's door, on the inner listener: a written talk, or a telephone call in words and keys.

Whoever enters has read the file of this start (`entry.folder`, its owner's alone). Messages go through the
same gateway as from any channel; nobody is verified by being here.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Header
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from actions.errors import NotFound
from actions.service.conversations import listening
from api.channels.asking import ask
from api.channels.spoken import sayings
from api.entry.house import House
from api.gateway.messages import Event, Inbound

PATH = "/terminal"


class Said(BaseModel):
    """One message; `number` counts them within `account`, which the terminal makes up for each talk."""

    model_config = ConfigDict(extra="forbid")
    channel: Literal["web", "voice"]
    account: str
    number: int
    text: str = ""
    event: Event | None = None
    keys: bool = False


class HungUp(BaseModel):
    account: str


def terminal_app(house: Callable[[], House], secret: str) -> FastAPI:
    """`POST /messages`, `POST /hang-up`, `GET /news`, `GET /` for who knows the secret; 404 for others."""

    def known(x_terminal_secret: str = Header("")) -> None:
        if not hmac.compare_digest(x_terminal_secret.encode(), secret.encode()):
            raise NotFound

    router = APIRouter(dependencies=[Depends(known)])

    @router.get("/")
    def there() -> dict[str, bool]:
        return {"demo": house().settings.demo}

    @router.post("/messages")
    async def message(said: Said) -> dict[str, Any]:
        """The answer as the gateway has it, and as it is spoken (`sayings`)."""
        inbound = Inbound(
            said.channel, said.account, str(said.number), text=said.text, event=said.event, keys=said.keys
        )
        answer = await ask(house().gateway, inbound)
        return asdict(answer) | {"sayings": list(sayings(answer)) if said.channel == "voice" else []}

    @router.post("/hang-up")
    def hang_up(call: HungUp) -> None:
        house().gateway.hang_up(call.account)

    @router.get("/news")
    def news(account: str, after: int | None = None) -> dict[str, Any]:
        """What was said beside turns since line `after`: by staff, by the house, or late."""
        with house().means.reading() as work:
            heard = listening.look(work.session, "web", {account: after})[account]
        return {"last": heard.last, "lines": list(heard.lines)}

    app = FastAPI(openapi_url=None)
    app.include_router(router)
    app.add_exception_handler(NotFound, _nothing_here)
    return app


def _nothing_here(*_: Any) -> Response:
    return Response(status_code=404)


def new_secret() -> str:
    return secrets.token_urlsafe(32)
