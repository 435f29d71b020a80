"""Rasa's own environment, its model and its process: installed, trained, started, watched, stopped."""

from __future__ import annotations

import ctypes
import hashlib
import logging
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import httpx

from actions.errors import SetupError
from api.settings import PROJECT

log = logging.getLogger(__name__)

BOT = PROJECT / "bot"
PYTHON = BOT / ".venv" / "bin" / "python"
TRAINED_ON = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "bot/nlu",
    "bot/language/fold.py",
    "bot/language/case_patterns.py",
    "bot/language/clauses.py",
    "bot/uv.lock",
)
"""What a model is made of: a change in any of these trains a new one."""
LOOK_SECONDS = 0.5
READY_SECONDS = 120.0
RESTARTS = 5
"""So many starts in a row that never came to be ready, and there is no use in another."""
OURS_ALONE = ("VIRTUAL_ENV", "PYTHONHOME", "PYENV_VERSION", "PYENV_DIR")
"""What binds a process to this environment's Python; pyenv sets its own for whatever it starts."""
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SANIC_WORKERS": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "passive",
}
ALL_CORES = {"OMP_NUM_THREADS": str(os.cpu_count() or 1)}
"""For what reads many sentences at once."""
ENCODER = "HOTLINE_ENCODER"


def install(log_file: Path) -> None:
    """Bring bot/.venv to bot/uv.lock. Raises SetupError if there is no uv, no Python 3.10, or no registry."""
    stamp = BOT / ".venv" / "hotline.lock"
    lock = hashlib.sha256((BOT / "uv.lock").read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == lock:
        return
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise SetupError("找不到 uv：请先执行 pip install uv，再用 uv run hotline serve 启动。")
    environment = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
    with log_file.open("ab") as output:
        done = subprocess.run(
            [uv, "sync", "--frozen", "--project", str(BOT)],
            cwd=BOT,
            stdout=output,
            stderr=output,
            env=environment,
        )
    if done.returncode:
        raise SetupError(f"安装对话环境失败：需要 Python 3.10 和可用的软件源。详情见 {log_file}。")
    stamp.write_text(lock)


def model_path(data_dir: Path) -> Path:
    """Where the model for the present training data and encoder lies, or will. Raises SetupError if the
    folder of the encoder holds none."""
    digest = hashlib.sha256()
    for name in TRAINED_ON:
        top = PROJECT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    for path in _encoder_files():
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    digest.update(os.environ.get(ENCODER, "").encode())
    return data_dir / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def _encoder_files() -> list[Path]:
    folder = os.environ.get(ENCODER)
    if not folder or folder == "off":
        return []
    files = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".onnx", ".json")]
    if not {"tokenizer.json", "model.onnx"} <= {path.name for path in files}:
        raise SetupError(f"{ENCODER} 指的文件夹里没有句向量模型：要有 model.onnx 和 tokenizer.json。")
    return files


def train(data_dir: Path, log_file: Path) -> Path:
    """Train if the training data changed. Raises SetupError."""
    model = model_path(data_dir)
    if model.exists():
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    name = f"new-{model.name.split('.')[0]}"
    command = [str(PYTHON), "-m", "bot.train", str(model.parent.resolve()), name]
    with log_file.open("ab") as output:
        done = subprocess.run(command, cwd=PROJECT, stdout=output, stderr=output, env=environment(ALL_CORES))
    made = model.with_name(f"new-{model.name}")
    if done.returncode or not made.exists():
        raise SetupError(f"训练模型失败，详情见 {log_file}。")
    made.rename(model)
    for old in model.parent.glob("*.tar.gz"):
        if old != model:
            old.unlink()
    return model


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


class AssistantProcess:
    """Rasa as a child on loopback; started again when it dies, unless we stop it."""

    def __init__(self, model: Path, data_dir: Path, inner_url: str, secret: str, log_file: Path) -> None:
        self._model, self._log_file = model, log_file
        self._environment = environment(
            {
                "HOTLINE_INNER_URL": inner_url,
                "HOTLINE_INNER_SECRET": secret,
                "HOTLINE_DATA_DIR": str(data_dir.resolve()),
            }
        )
        self._secret = secret
        self._stop = threading.Event()
        self._up = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._url: str | None = None
        self._watcher = threading.Thread(target=self._watch, name="assistant", daemon=True)

    @property
    def url(self) -> str | None:
        """Where the assistant listens, while it is ready."""
        return self._url if self._up.is_set() and not self._stop.is_set() else None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin to load; other work can be done meanwhile."""
        self._spawn()
        self._watcher.start()

    def until_ready(self) -> None:
        """Raises SetupError if it does not come up."""
        if not self._up.wait(READY_SECONDS) or self._stop.is_set():
            self.stop()
            raise SetupError(
                f"对话引擎没有启动成功，模型可能已损坏：请删除 {self._model} 再启动，会重新训练。"
                f"详情见 {self._log_file}。"
            )

    def wait_ready(self, seconds: float) -> bool:
        return self._up.wait(seconds)

    def stop(self) -> None:
        self._stop.set()
        process = self._process
        if process and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._up.clear()

    def _spawn(self) -> None:
        port = free_port()
        command = [str(PYTHON), "-m", "bot.serve", str(self._model), str(port)]
        with self._log_file.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self._environment,
                stdout=output,
                stderr=output,
                preexec_fn=_die_with_parent,
            )
        self._url = f"http://127.0.0.1:{port}"

    def _watch(self) -> None:
        ever_up = False
        tries = 0
        while not self._stop.wait(LOOK_SECONDS):
            assert self._process is not None
            if self._process.poll() is None:
                if not self._up.is_set() and self._answers():
                    self._up.set()
                    ever_up, tries = True, 0
                continue
            self._up.clear()
            tries += 1
            if not ever_up or tries > RESTARTS:
                self._stop.set()
                self._up.set()  # wakes start(), which then refuses
                return
            log.warning("the assistant stopped (exit code %s); starting it again", self._process.returncode)
            self._spawn()

    def _answers(self) -> bool:
        """Whether it is ready. One that listens without a usable model never will be: it is ended."""
        assert self._process is not None
        try:
            answer = httpx.get(
                f"{self._url}/webhooks/gateway/ready",
                headers={"x-inner-secret": self._secret},
                timeout=30.0,
                trust_env=False,
            )
        except httpx.HTTPError:
            return False
        if answer.status_code == 503:
            self._process.kill()
            self._process.wait()
        return answer.status_code == 204


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """A killed service must not leave its assistant behind (Linux; elsewhere nothing happens)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
