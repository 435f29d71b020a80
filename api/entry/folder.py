"""The data folder, its owner's alone, and the file in it by which terminals find the service."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from actions.errors import SetupError

OPEN_FILE = "terminal.json"


def prepare_folder(data_dir: Path) -> None:
    """The folder is its owner's alone, and so is every file made from now on.

    Raises SetupError for a folder that cannot be written.
    """
    os.umask(0o077)
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        data_dir.chmod(0o700)
        for made_before in data_dir.iterdir():
            if made_before.is_file() and not made_before.is_symlink():
                made_before.chmod(0o600)
        probe = data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise SetupError(
            f"数据文件夹 {data_dir} 不能写入，请换一个或者改权限（HOTLINE_DATA_DIR）。"
        ) from error


@contextmanager
def starting(data_dir: Path) -> Iterator[None]:
    """From the start of the service to its end: terminals wait for it, and do not start another."""
    _write(data_dir, {"pid": os.getpid()})
    try:
        yield
    finally:
        (data_dir / OPEN_FILE).unlink(missing_ok=True)


def open_to_terminals(data_dir: Path, url: str, secret: str) -> None:
    """The service runs: its terminals find their door by its address and secret."""
    _write(data_dir, {"pid": os.getpid(), "url": url, "secret": secret})


def _write(data_dir: Path, content: dict[str, Any]) -> None:
    new = data_dir / f"{OPEN_FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
    new.replace(data_dir / OPEN_FILE)
