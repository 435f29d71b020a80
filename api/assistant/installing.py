"""Rasa's own environment: bot/.venv, brought to bot/uv.lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from actions.errors import SetupError
from api.assistant.progress import INSTALL, Progress
from api.settings import PROJECT

BOT = PROJECT / "bot"
PYTHON = BOT / ".venv" / "bin" / "python"
STAMP = BOT / ".venv" / "hotline.lock"
OURS_ALONE = ("VIRTUAL_ENV", "PYTHONHOME", "PYENV_VERSION", "PYENV_DIR", "PYTHONDONTWRITEBYTECODE")
"""What binds a process to this environment's Python (pyenv sets its own for whatever it starts), and what
would have the assistant compile two thousand files anew at every start."""


def install(log_file: Path, progress: Progress | None = None) -> None:
    """Bring bot/.venv to bot/uv.lock, one process at a time. Raises SetupError if there is no uv, no Python
    3.10, or no registry."""
    if _installed():
        return
    progress = progress or Progress()
    with progress.part(INSTALL), FileLock(BOT / ".installing.lock"):
        if not _installed():
            _install(log_file, progress)


def _installed() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == _lock()


def _lock() -> str:
    return hashlib.sha256((BOT / "uv.lock").read_bytes()).hexdigest()


def _install(log_file: Path, progress: Progress) -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise SetupError("找不到 uv：请先执行 pip install uv，再用 uv run hotline serve 启动。")
    command = [uv, "sync", "--frozen", "--project", str(BOT)]
    ours = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
    with (
        log_file.open("ab") as output,
        subprocess.Popen(
            command, cwd=BOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ours
        ) as process,
    ):
        assert process.stdout
        try:
            for line in process.stdout:
                output.write(line)
                progress.step(INSTALL, line.decode(errors="replace").strip())
        except BaseException:
            process.kill()  # whoever stops us waits for nothing
            raise
    if process.returncode:
        raise SetupError(f"安装对话环境失败：需要 Python 3.10 和可用的软件源。详情见 {log_file}。")
    STAMP.write_text(_lock())
