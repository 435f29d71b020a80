"""What keeps the service from starting is one plain sentence and exit code 1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.assistant.model import model_path

KEY = "k" * 40


def serve(tmp_path: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    clean.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once for all starts
    return subprocess.run(
        [str(Path(sys.executable).parent / "hotline"), "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=600,
        env={**clean, "HOTLINE_DATA_DIR": str(tmp_path / "data"), **settings},
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = done.stderr.replace("\n", "").strip()
    assert said.endswith("。"), said
    return said


def test_a_port_in_use(tmp_path: Path, taken_port: int) -> None:
    assert str(taken_port) in one_sentence(serve(tmp_path, "--demo", "--port", str(taken_port)))


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = one_sentence(
        serve(tmp_path, "--demo", "--port", "0", HOTLINE_DATA_DIR=str(tmp_path / "file" / "data"))
    )
    assert "不能写入" in said


def test_without_a_secret_key(tmp_path: Path) -> None:
    assert "HOTLINE_SECRET_KEY" in one_sentence(serve(tmp_path, "--port", "0"))


def test_a_public_url_without_tls(tmp_path: Path) -> None:
    said = one_sentence(
        serve(tmp_path, "--port", "0", HOTLINE_SECRET_KEY=KEY, HOTLINE_PUBLIC_URL="http://hotline.example.cn")
    )
    assert "https" in said


def test_a_door_set_in_part(tmp_path: Path) -> None:
    said = one_sentence(serve(tmp_path, "--demo", "--port", "0", HOTLINE_TWILIO_ACCOUNT_SID="AC" + "0" * 32))
    assert "HOTLINE_TWILIO_AUTH_TOKEN" in said


def test_a_database_that_cannot_be_reached(tmp_path: Path) -> None:
    said = one_sentence(
        serve(
            tmp_path,
            "--demo",
            "--port",
            "0",
            HOTLINE_DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:1/none",
        )
    )
    assert "数据库" in said


def test_a_broken_model(assistant_environment: None, tmp_path: Path) -> None:
    model = model_path(tmp_path / "data")
    model.parent.mkdir(parents=True)
    model.write_bytes(b"no model")
    said = one_sentence(serve(tmp_path, "--demo", "--port", "0"))
    assert "模型" in said and model.name in said


def test_a_setting_that_cannot_be_read(tmp_path: Path) -> None:
    said = one_sentence(serve(tmp_path, "--demo", "--port", "0", HOTLINE_WECHAT_PLAIN="false"))
    assert "HOTLINE_WECHAT_PLAIN" in said and "off" in said


def test_a_demo_named_in_the_environment(tmp_path: Path) -> None:
    assert "HOTLINE_SECRET_KEY" in one_sentence(serve(tmp_path, "--port", "0", HOTLINE_DEMO="1"))
