"""The line from a terminal to the service: to the one that is running, else to one that is started for it."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
from rich.console import Console

from actions.errors import SetupError
from api.entry.folder import OPEN_FILE, prepare_folder
from api.settings import Settings

PATIENCE_SECONDS = 30.0
KNOCK_SECONDS, LOOK_SECONDS = 5.0, 0.3


@dataclass
class Line:
    """One talk. `demo`: the service runs with invented people, whose codes stand in its outbox."""

    http: httpx.Client
    channel: Literal["web", "voice"]
    demo: bool
    account: str = field(default_factory=lambda: f"terminal/{uuid.uuid4()}")
    _number: int = 0
    _last: int | None = None

    def say(self, text: str = "", **more: Any) -> dict[str, Any]:
        """`replies`, `sayings`, `dictating`, `ended`. Raises SetupError when the service is gone."""
        said = {"channel": self.channel, "account": self.account, "number": self._number, "text": text}
        self._number += 1
        return self._ask("POST", "/messages", json=said | more)

    def news(self) -> list[dict[str, Any]]:
        """What was said beside turns since it was asked last."""
        after = {} if self._last is None else {"after": self._last}
        heard = self._ask("GET", "/news", params={"account": self.account} | after)
        self._last = heard["last"]
        lines: list[dict[str, Any]] = heard["lines"]
        return lines

    def hang_up(self) -> None:
        self._ask("POST", "/hang-up", json={"account": self.account})

    def _ask(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        try:
            answer = self.http.request(method, path, **what)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise SetupError("系统没有应答，可能已经停了：请再运行一次。") from error
        found: dict[str, Any] = answer.json() or {}
        return found


@contextmanager
def open_line(settings: Settings, channel: Literal["web", "voice"], console: Console) -> Iterator[Line]:
    """Raises SetupError."""
    running = _running(settings.data_dir, console)
    if running is not None:
        with closing(running) as http:
            yield Line(http, channel, bool(http.get("/").json()["demo"]))
        return
    with _started(settings, console) as http:
        yield Line(http, channel, settings.demo)


def _running(data_dir: Path, console: Console) -> httpx.Client | None:
    """The way to the service on this data folder, if one runs or is being started."""
    told = False
    while (found := _found(data_dir)) and _lives(found["pid"]):
        if "url" not in found:
            if not told:
                console.print("[dim]系统正在启动，等它就绪……[/dim]")
            told = True
            time.sleep(LOOK_SECONDS)
            continue
        http = _client(found["url"], found["secret"])
        try:
            http.get("/", timeout=KNOCK_SECONDS).raise_for_status()
        except httpx.HTTPError:
            return None
        return http
    return None


def _found(data_dir: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((data_dir / OPEN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("pid"), int) else None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _started(settings: Settings, console: Console) -> Iterator[httpx.Client]:
    # only here: what the whole house needs takes a second to load
    import logging

    from api.assistant.progress import Progress
    from api.channels.terminal import PATH
    from api.commands.showing import shown
    from api.serving import running_house

    logging.basicConfig(level=logging.ERROR)
    prepare_folder(settings.data_dir)
    ready, progress, began = settings.ready_to_serve(8000), Progress(), time.monotonic()
    console.print("[dim]没有正在运行的系统，先启动一个（平时用 hotline serve --demo 开着，就不用等）。[/dim]")
    with shown(progress):
        house = running_house(ready, progress=progress)
        entered = house.__enter__()
    try:
        console.print(f"[dim]用了 {time.monotonic() - began:.0f} 秒。[/dim]")
        with _client(f"{entered.inner.url}{PATH}", entered.terminal_secret) as http:
            yield http
    finally:
        house.__exit__(None, None, None)


def _client(url: str, secret: str) -> httpx.Client:
    headers = {"x-terminal-secret": secret}
    return httpx.Client(base_url=url, headers=headers, timeout=PATIENCE_SECONDS, trust_env=False)
