"""The service in a process of its own, without its assistant, which dies at a named boundary of a turn.

Run with the settings of the product (HOTLINE_…) and those of `Orders` (KILL_…). For every line on its input
this program starts the service in a new process, a copy of itself before anything ran (loading the product is
most of the time of a start), and answers with that process's id, and with its exit code when it is over.

A boundary is armed by writing its name into the file `armed`; the service takes the file away and kills
itself with SIGKILL, so that it dies there only once.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from actions import server
from actions.dialogue.actions import PerformTask
from actions.dialogue.performers import requests
from actions.service.conversations import inbox
from actions.service.turn_effects import Effects
from api.app import create_app
from api.commands.chaos.mines import Boundary, mine
from api.entry.protocol import public_server
from api.gateway import serving
from api.gateway.talk import RasaAssistant
from api.gateway.turn import Gateway
from api.settings import Settings
from api.wiring import AssistantAddress, build

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
    mine(BOUNDARIES, orders.armed)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            serve(orders)
            return
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
