"""The service in a process of its own, without its assistant, which dies at a named boundary of a turn.

Run with the settings of the product (HOTLINE_…) and those of `Orders` (KILL_…). For every line on its input
this program starts the service in a new process, a copy of itself before anything ran (loading the product is
most of the time of a start), and answers with that process's id, and with its exit code when it is over.

A boundary is armed by writing its name into the file `armed`; the service takes the file away and kills
itself with SIGKILL, so that it dies there only once.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import uvicorn
from sqlalchemy.orm import Session

from actions import server
from actions.dialogue.actions import PerformTask
from actions.dialogue.performers import requests
from actions.service.conversations import inbox
from actions.service.turn_effects import Effects
from api.app import create_app
from api.entry.protocol import public_server
from api.gateway import serving
from api.gateway.talk import RasaAssistant
from api.gateway.turn import Gateway
from api.settings import Settings
from api.wiring import AssistantAddress, build


@dataclass(frozen=True)
class Boundary:
    """A place between two lines of the product: `when` of the call `owner.name`."""

    owner: object
    name: str
    when: Literal["before", "after"]


BOUNDARIES = {
    "before accept commit": Boundary(inbox, "accept", "after"),
    "after accept commit": Boundary(Gateway, "_enter", "before"),
    "before code commit": Boundary(Effects, "once", "after"),
    "after code commit": Boundary(RasaAssistant, "talk", "before"),
    "before effect commit": Boundary(requests, "submit", "after"),
    "after effect commit": Boundary(PerformTask, "run", "after"),
    "after the assistant's save": Boundary(server, "_keep", "after"),
    "before finish commit": Boundary(inbox, "finish", "after"),
    "after finish commit": Boundary(serving, "finish", "after"),
}


@dataclass(frozen=True)
class Orders:
    """What the test says: ports, the secret and the address of the assistant that it keeps running."""

    port: int
    inner_port: int
    inner_secret: str
    assistant_url: str
    armed: Path

    @classmethod
    def from_environment(cls) -> Orders:
        given = os.environ
        return cls(
            int(given["KILL_PORT"]),
            int(given["KILL_INNER_PORT"]),
            given["KILL_INNER_SECRET"],
            given["KILL_ASSISTANT_URL"],
            Path(given["KILL_ARMED"]),
        )


def mine(armed: Path) -> None:
    """Lay a charge at every boundary; only the armed one goes off."""
    for name, boundary in BOUNDARIES.items():
        original = getattr(boundary.owner, boundary.name)
        setattr(boundary.owner, boundary.name, _charged(original, name, boundary.when, armed))


def _charged(original: Callable[..., Any], boundary: str, when: str, armed: Path) -> Callable[..., Any]:
    @functools.wraps(original)
    def charged(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            _die_if(armed, boundary)
        result = original(*args, **kwargs)
        if when == "after":
            _die_if(armed, boundary, *args)
        return result

    return charged


def _die_if(armed: Path, boundary: str, *args: Any) -> None:
    if not armed.exists() or armed.read_text() != boundary:
        return
    for argument in args:
        if isinstance(argument, Session):
            argument.flush()  # the rows are with the database by now, in a transaction that never ends
    armed.unlink()
    os.kill(os.getpid(), signal.SIGKILL)


def serve(orders: Orders) -> None:
    settings = Settings().ready_to_serve(orders.port)
    address = AssistantAddress(lambda: orders.assistant_url)
    house, _ = build(settings, address, inner_secret=orders.inner_secret, inner_port=orders.inner_port)
    house.start()
    house.gateway.recover()
    try:
        config = public_server(create_app(house), settings)
        config.port = orders.port
        uvicorn.Server(config).run()
    finally:
        house.stop()


def main() -> None:
    orders = Orders.from_environment()
    mine(orders.armed)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            serve(orders)
            return
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
