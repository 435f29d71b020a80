"""What is at the doors before the house is ready."""

from __future__ import annotations

import socket
import threading

import httpx
import pytest
from fastapi.testclient import TestClient

from actions.errors import SetupError
from api.assistant.progress import TRAIN, Progress
from api.commands.serve import being_prepared, listening
from api.pages.preparing import preparing


def test_a_page_says_what_is_done_and_looks_again() -> None:
    progress = Progress()
    client = TestClient(preparing(progress))
    with progress.part(TRAIN):
        progress.step(TRAIN, "读训练语句")
        answer = client.get("/lawyer", headers={"accept": "text/html,*/*"})
    assert answer.status_code == 503
    assert "训练：读训练语句" in answer.text and 'http-equiv="refresh"' in answer.text
    assert answer.headers["retry-after"] == "3"
    assert client.get("/static/house.css").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/channels/web/messages"), ("GET", "/api/v1/lawyer/cases")]
)
def test_a_program_is_told_in_a_problem_to_try_again(method: str, path: str) -> None:
    answer = TestClient(preparing(Progress())).request(method, path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "正在准备" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0


def test_operators_see_what_is_missing() -> None:
    progress = Progress()
    client = TestClient(preparing(progress))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["missing"] == ["store", "model", "assistant"]
    progress.ready |= {"store"}
    with progress.part(TRAIN):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["store"], answer.json()["missing"]) == (True, ["model", "assistant"])
    assert answer.json()["doing"].startswith("训练")


def test_whoever_comes_when_the_house_opens_is_let_in_and_not_turned_away() -> None:
    """The door stays open between what says "being prepared" and the house."""
    with listening("127.0.0.1", 0) as door:
        host, port = door.getsockname()
        with being_prepared(door, Progress()):
            assert httpx.get(f"http://{host}:{port}/healthz", trust_env=False).status_code == 200
        with socket.create_connection((host, port)) as caller:
            caller.sendall(b"hello")
            welcomed = threading.Event()

            def welcome() -> None:
                connection, _ = door.accept()
                with connection:
                    assert connection.recv(5) == b"hello"
                    welcomed.set()

            threading.Thread(target=welcome).start()
            assert welcomed.wait(30)


def test_a_port_in_use_is_refused_in_a_sentence() -> None:
    with listening("127.0.0.1", 0) as door, pytest.raises(SetupError, match="端口"):
        listening("127.0.0.1", door.getsockname()[1])
