"""The service as a process of its own, with an assistant that can be made to fail.

In its folder of orders lie the files `armed` (a boundary to die at), `assistant` (how it behaves) and `clock`
(seconds to be off). Its process is forked from one that has loaded the product and run nothing of it: loading
is most of the time of a start.
"""

from __future__ import annotations

import os
import socket
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn

from actions.service.clock import system_clock
from actions.service.conversations import inbox
from actions.service.feedback import complaints
from actions.service.feedback.giver import Giver
from actions.service.turn_effects import Effects
from actions.service.work import Means
from actions.watch import Watch
from api.app import create_app
from api.assistant.child import die_with_parent
from api.commands.chaos.mines import Boundary, mine
from api.entry.protocol import public_server
from api.gateway import serving
from api.gateway.talk import RasaAssistant
from api.gateway.turn import Gateway
from api.serving import running_house
from api.settings import Settings
from api.wiring import AssistantAddress, House, build

COMPLAINS = "投诉"
TALK_SECONDS = 2.0
"""A little less patience than the product's, so that the table is done in time."""


class Assistant:
    """Repeats what was said, and registers what begins with 投诉; else fails as it is told, over HTTP."""

    def __init__(self, orders: Path) -> None:
        self.means: Means | None = None
        self._orders = orders
        servers = {"slow": _server(b"HTTP/1.1 200 OK\r\n"), "wedged": _server(b"")}
        servers["wrong"] = _server(
            b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: application/json\r\n\r\n[]"
        )
        servers["dead"] = "http://127.0.0.1:9"
        self._failing = {
            name: RasaAssistant(lambda url=url: url, "", Watch())  # type: ignore[misc]
            for name, url in servers.items()
        }

    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        failing = self._failing.get(_order(self._orders, "assistant"))
        if failing is not None:
            return failing.talk(turn, min(timeout, TALK_SECONDS))
        with (self._orders / "served").open("a") as served:  # one line a turn, by whichever process
            print(turn["metadata"]["turn_id"], file=served)
        words = turn.get("text") or turn["event"]
        said = f"听到：{words}"
        if words.startswith(COMPLAINS):
            said = f"已登记 {self._registered(turn, words)}"
        self._keep(turn)
        return [{"key": "plain", "facts": {"text": said}}]

    def trouble(self) -> str | None:
        failing = self._failing.get(_order(self._orders, "assistant"))
        return failing.trouble() if failing is not None else None

    def _registered(self, turn: dict[str, Any], words: str) -> str:
        assert self.means is not None

        def register() -> dict[str, Any]:
            giver = Giver("web", conversation_id=turn["sender"])
            kept = complaints.leave_feedback(work.session, work.clock, giver, kind="complaint", text=words)
            return {"receipt_no": kept.receipt_no}

        with self.means.writing() as work:
            outcome = Effects(turn["metadata"]["turn_id"]).once(work.session, "feedback", register)
        return str(outcome["receipt_no"])

    def _keep(self, turn: dict[str, Any]) -> None:
        assert self.means is not None
        with self.means.writing() as work:
            inbox.keep_dialogue(work.session, turn["metadata"]["turn_id"], "{}")


BOUNDARIES = {
    "before accept commit": Boundary(inbox, "accept", "after"),
    "after accept commit": Boundary(Gateway, "_enter", "before"),
    "before effect commit": Boundary(complaints, "leave_feedback", "after"),
    "after effect commit": Boundary(inbox, "keep_dialogue", "before"),
    "after the assistant's save": Boundary(Assistant, "_keep", "after"),
    "before finish commit": Boundary(inbox, "finish", "after"),
    "after finish commit": Boundary(serving, "finish", "after"),
}


def serve(settings: Settings, orders: Path, port: int, log: Path) -> None:
    """Until the process is killed."""
    _alone(log)
    mine(BOUNDARIES, orders / "armed")

    def clock() -> datetime:
        return system_clock() + timedelta(seconds=float(_order(orders, "clock") or 0))

    assistant = Assistant(orders)
    house, _ = build(settings.ready_to_serve(port), AssistantAddress(), clock=clock, assistant=assistant)
    assistant.means = house.means
    house.start()
    house.gateway.recover()
    _open(house, port)


def serve_with_its_assistant(settings: Settings, orders: Path, port: int, log: Path) -> None:
    """The product as it is served, with nothing put in its place and no orders followed."""
    _alone(log)
    with running_house(settings.ready_to_serve(port)) as house:
        _open(house, port)


def _alone(log: Path) -> None:
    die_with_parent()
    with log.open("ab") as output:
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)


def _open(house: House, port: int) -> None:
    config = public_server(create_app(house), house.settings)
    config.port = port
    try:
        uvicorn.Server(config).run()
    finally:
        house.stop()


def _order(orders: Path, name: str) -> str:
    try:
        return (orders / name).read_text()
    except FileNotFoundError:
        return ""


def _server(answer: bytes) -> str:
    """A listener on loopback that gives everybody the same bytes, and then nothing more."""
    listening = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def run() -> None:
        while True:
            caller, _ = listening.accept()
            kept.append(caller)
            caller.sendall(answer)
            if b"\r\n\r\n" in answer:
                caller.recv(65536)
                caller.close()

    threading.Thread(target=run, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}"
