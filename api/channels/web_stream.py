"""The web chat's stream: what comes later than a POST's answer, as server-sent events.

All who listen in one process are served by one look at the store, twice a second: what staff write in
another process arrives as soon, and a listener costs no thread.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from actions.errors import BadInput, HotlineError
from actions.service.clock import BEIJING
from actions.service.conversations import episodes, listening
from actions.service.conversations.listening import NOTHING, Heard
from api.channels.web import account_of, bearer, checked_id, named
from api.entry.house import House, TheHouse

LOOK_EVERY_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
PADDING = ":" + " " * 2048 + "\n\n"
"""A proxy that gathers before it hands on gets its fill at once."""
EVENT_ID = re.compile(r"[0-9]{1,18}")


@dataclass(eq=False)
class Listener:
    """`heard` gets what is new; None when the house closes."""

    account: str
    known: Heard
    heard: asyncio.Queue[Heard | None] = field(default_factory=asyncio.Queue)

    def tell(self, now: Heard) -> None:
        lines = tuple(line for line in now.lines if int(line["id"]) > self.known.last)
        changed = (
            now.handled_by != self.known.handled_by
            or now.typing_until != self.known.typing_until
            or now.bound_licence_no != self.known.bound_licence_no
        )
        self.known = Heard(
            max(now.last, self.known.last), now.handled_by, now.bound_licence_no, now.typing_until, lines
        )
        if lines or changed:
            self.heard.put_nowait(self.known)


class Watch:
    """Looks for all its listeners at once, as long as there are any."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, house: House, account: str, known: Heard) -> Iterator[Listener]:
        listener = Listener(account, known)
        self.listeners.add(listener)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(house))
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    async def _look(self, house: House) -> None:
        while self.listeners and not house.stopping.is_set():
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            after: dict[str, int] = {}
            for one in self.listeners:
                after[one.account] = min(one.known.last, after.get(one.account, one.known.last))
            try:
                heard = await asyncio.to_thread(_look, house, after)
            except Exception:  # the store is away for a moment: the next look finds what came
                continue
            for one in list(self.listeners):
                if one.account in heard:
                    one.tell(heard[one.account])
        for one in self.listeners:
            one.heard.put_nowait(None)


def stream_router() -> APIRouter:
    """The stream; its watch lives as long as the service."""
    router, watch = APIRouter(prefix="/channels/web", tags=["channels"]), Watch()

    @router.get("/conversations/{conversation_id}/events", summary="之后到来的话（server-sent events）")
    async def events(
        conversation_id: str,
        house: TheHouse,
        licence: Annotated[str | None, Depends(bearer)],
        authorization: Annotated[str | None, Header()] = None,
        last_event_id: Annotated[str | None, Header()] = None,
    ) -> StreamingResponse:
        """May be opened before the first message. Raises BadInput, NotSignedIn, NotFound."""
        try:
            account = account_of(checked_id(conversation_id))
        except ValueError:
            raise BadInput("会话编号不对，请刷新页面重试。") from None
        after = int(last_event_id) if last_event_id and EVENT_ID.fullmatch(last_event_id) else None
        await asyncio.to_thread(_may_listen, house, account, licence)
        return StreamingResponse(
            stream(house, watch, account, authorization, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"},
        )

    return router


async def stream(
    house: House, watch: Watch, account: str, authorization: str | None, after: int | None
) -> AsyncIterator[str]:
    """The events, as text. The first is a status with its id: who is cut off can always come back to it."""
    yield PADDING
    start = {account: after}
    known = (await asyncio.to_thread(_look, house, start)).get(account, NOTHING)
    for event in _events(house, known, None):
        yield event
    with watch.listening(house, account, known) as listener:
        while True:
            try:
                heard = await asyncio.wait_for(listener.heard.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                heard = known
            if heard is None or not await asyncio.to_thread(_still_his, house, heard, authorization):
                return
            if heard is known:
                yield ": ♥\n\n"
                continue
            for event in _events(house, heard, known):
                yield event
            known = heard


def _events(house: House, heard: Heard, before: Heard | None) -> Iterator[str]:
    for line in heard.lines:
        yield _event("message", line)
    now = house.clock()
    if before is None or heard.handled_by != before.handled_by:
        yield _event("status", _moment(heard, now))
    written = before.typing_until if before else None
    if heard.typing_until and heard.typing_until != written and heard.typing_until > now:
        yield _event("typing", _moment(heard, now))


def _moment(heard: Heard, at: datetime) -> dict[str, Any]:
    return {
        "id": str(heard.last),
        "text": "",
        "options": [],
        "handled_by": heard.handled_by,
        "at": at.astimezone(BEIJING).isoformat(),
    }


def _event(kind: str, data: dict[str, Any]) -> str:
    return f"id: {data['id']}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _look(house: House, after: Mapping[str, int | None]) -> dict[str, Heard]:
    with house.means.reading() as work:
        return listening.look(work.session, "web", after)


def _may_listen(house: House, account: str, licence: str | None) -> None:
    with house.means.reading() as work:
        episodes.may_speak(work.session, "web", account, licence)


def _still_his(house: House, heard: Heard, authorization: str | None) -> bool:
    """False once the listener may no longer hear it: his token ended, or it was bound to somebody since."""
    try:
        licence = named(house, authorization)
    except HotlineError:
        return False
    return heard.bound_licence_no in (None, licence)
