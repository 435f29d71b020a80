"""What the kill tests play on: an assistant, a service to kill, invented lawyers, a caller."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from actions.service.clock import system_clock, today
from actions.service.feed import import_feed
from actions.store.database import Database
from actions.store.keys import Keyring
from api.assistant.process import AssistantProcess, free_port
from api.settings import PROJECT
from tests.starting import lives, until_up

SECRET_KEY = "an invented key, good for these tests only"
SERVICE = Path(__file__).with_name("service.py")
READY_SECONDS = 40.0
ANSWER_SECONDS = 30.0
NAME = "林知远"
REASON = "与另案庭期冲突"
COURT = "京0105"
_numbers = itertools.count(7001)


def until(found: Callable[[], Any], what: str, seconds: float = READY_SECONDS) -> Any:
    """Look again and again until something is found. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)
    return result


@dataclass(frozen=True)
class Running:
    """The assistant, and where it looks for the service."""

    process: AssistantProcess
    inner_port: int
    inner_secret: str
    folder: Path


@dataclass(frozen=True)
class Lawyer:
    """An invented lawyer with one case and one hearing to come."""

    licence_no: str
    phone: str
    case_number: str


def enter_lawyer(db: Database) -> Lawyer:
    """A new lawyer in the court's records: codes are rationed, so every test has its own."""
    number = next(_numbers)
    case_number = f"（{today(system_clock).year}）{COURT}民初{number}号"
    lawyer = Lawyer(f"1110120151012{number}", f"+861380002{number}", case_number)
    who, what = {"licence_no": lawyer.licence_no}, {"case_number": case_number}
    hearing_at = (system_clock() + timedelta(days=9)).isoformat()
    records: list[dict[str, Any]] = [
        {"type": "court", "code": COURT, "name": "北京市朝阳区人民法院", "level": "基层"},
        {"type": "lawyer", **who, "name": NAME, "phone": lawyer.phone, "kind": "专职", "status": "active"},
        {"type": "case", **what, "court_code": COURT, "cause": "买卖合同纠纷", "stage": "trial"},
        {"type": "representation", **who, **what, "authority": "special", "verified": True},
        {"type": "hearing", "id": f"kill-{number}", **what, "starts_at": hearing_at},
    ]
    report = import_feed(db, [json.dumps(record).encode() for record in records], clock=system_clock)
    assert not report.refused, report.refused
    return lawyer


def code_sent(folder: Path, lawyer: Lawyer) -> str:
    """The newest code that went to the lawyer's telephone."""

    def look() -> str | None:
        path = folder / "outbox.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        codes = [re.search(r"\d{6}", line["text"]) for line in lines if line["to"] == lawyer.phone]
        return codes[-1][0] if codes and codes[-1] else None

    code: str = until(look, "a code in the outbox")
    return code


class Service:
    """The service's process: started, killed by its own hand, started again on the same ports and store."""

    def __init__(self, assistant: Running, folder: Path, database_url: str) -> None:
        self.folder, self.db = folder, Database(database_url, Keyring(folder / "keys.json"))
        self._armed = folder / "armed"
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")},
            "HOTLINE_DATA_DIR": str(folder),
            "HOTLINE_DATABASE_URL": database_url,
            "HOTLINE_PUBLIC_URL": self.url,
            "HOTLINE_SECRET_KEY": SECRET_KEY,
            "KILL_PORT": str(self._port),
            "KILL_INNER_PORT": str(assistant.inner_port),
            "KILL_INNER_SECRET": assistant.inner_secret,
            "KILL_ASSISTANT_URL": assistant.process.url or "",
            "KILL_ARMED": str(self._armed),
        }
        self._log = folder / "service.log"
        with self._log.open("ab") as output:
            self._starter = subprocess.Popen(
                [sys.executable, str(SERVICE)],
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )
        self._pid: int | None = None

    def start(self) -> None:
        assert self._starter.stdin
        print(file=self._starter.stdin, flush=True)
        pid = self._pid = self._told()
        until_up(self._ready, lambda: lives(pid), f"the service, see {self._log}")

    def arm(self, boundary: str) -> None:
        self._armed.write_text(boundary)

    def died(self) -> bool:
        """Whether it ended by SIGKILL; waits for the end."""
        code, self._pid = self._told(), None
        return code == -signal.SIGKILL

    def stop(self) -> None:
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)  # as it always ends here
        self._starter.communicate(timeout=READY_SECONDS)
        self.db.close()

    def _told(self) -> int:
        assert self._starter.stdout
        return int(self._starter.stdout.readline())

    def _ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", trust_env=False, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


@dataclass
class WebCaller:
    """A browser with one conversation; `say` sends a message and gives the texts of the answer."""

    post: Callable[[dict[str, Any]], httpx.Response]
    conversation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    _steps: int = 0

    def say(self, text: str) -> str:
        return self.send(self.next_id(), text)

    def next_id(self) -> str:
        self._steps += 1
        return str(self._steps)

    def send(self, message_id: str, text: str) -> str:
        """Raises httpx.TransportError if nobody answers."""
        answer = self.post({"conversation_id": self.conversation_id, "message_id": message_id, "text": text})
        assert answer.status_code == 200, answer.text
        return "\n".join(reply["text"] for reply in answer.json()["replies"])


def door_of(url: str) -> Callable[[dict[str, Any]], httpx.Response]:
    """Posts to the web door, each message over a connection of its own."""

    def post(body: dict[str, Any]) -> httpx.Response:
        return httpx.post(f"{url}/channels/web/messages", json=body, trust_env=False, timeout=ANSWER_SECONDS)

    return post


def ask_postponement(caller: WebCaller, lawyer: Lawyer) -> None:
    """Up to the question for the code."""
    caller.say("我要申请延期开庭")
    assert "验证码" in caller.say(f"{lawyer.licence_no}，{NAME}")


def up_to_read_back(caller: WebCaller, lawyer: Lawyer, folder: Path) -> None:
    """Verified, all given, read back: the next word is the caller's yes."""
    ask_postponement(caller, lawyer)
    assert "理由" in caller.say(code_sent(folder, lawyer))
    assert "请核对" in caller.say(REASON)
