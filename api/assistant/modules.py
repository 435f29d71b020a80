"""A module of the assistant, run in its own environment to its end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from actions.errors import SetupError
from api.assistant.installing import OURS_ALONE, PYTHON
from api.settings import PROJECT

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "SANIC_WORKERS": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "passive",
}
ALL_CORES = {"OMP_NUM_THREADS": str(os.cpu_count() or 1)}
"""For what reads many sentences at once."""
ENCODER = "HOTLINE_ENCODER"
PROGRESS = "HOTLINE_PROGRESS"
"""Names the pipe into which a child says what it does."""


def run_module(
    data_dir: Path, module: list[str], lines: bytes | None, *, answer_to: int | None, failed: str
) -> bytes:
    """Run a module of the assistant (its name and arguments) on all cores; returns what it wrote. Standard
    input and output are this process's own where `lines` and `answer_to` are None.

    Raises SetupError beginning with `failed`.
    """
    log_file = data_dir / "hotline.log"
    with log_file.open("ab") as log:
        done = subprocess.run(
            [str(PYTHON), "-m", *module],
            cwd=PROJECT,
            input=lines,
            stdout=answer_to,
            stderr=log,
            env=environment({**ALL_CORES, "HOTLINE_DATA_DIR": str(data_dir.resolve())}),
        )
    if done.returncode:
        raise SetupError(f"{failed}详情见 {log_file}。")
    return done.stdout or b""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
    if (encoder := kept.get(ENCODER)) and encoder != "off":
        kept[ENCODER] = str(Path(encoder).resolve())  # the child works in another folder
    return {**kept, **QUIET, "PYTHONPATH": str(PROJECT), **more}
