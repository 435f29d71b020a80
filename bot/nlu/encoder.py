"""Sentence encoders behind one port: a text becomes a vector of what it means, whatever words it uses.

The packaged one is `bot.nlu.packaged`. HOTLINE_ENCODER names a folder with another instead, laid out as
sentence-transformers exports to ONNX; `off` does without.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.nlu.packaged import LONGEST, PACKAGE, PackagedEncoder

SETTING = "HOTLINE_ENCODER"
OFF = "off"
_AT_ONCE = 32

Vectors = Any
"""An array of floats: one row a text, each of unit length."""


class Encoder(Protocol):
    @property
    def name(self) -> str:
        """Which encoder this is: a model learnt with one is of no use with another."""

    def encode(self, texts: Sequence[str]) -> Vectors: ...


def chosen_encoder() -> Encoder | None:
    """The encoder that the environment names; the packaged one where nothing is named and it is installed.
    One for a process.

    Raises OSError for a folder that holds no encoder.
    """
    return _encoder(os.environ.get(SETTING, ""))


@cache
def _encoder(setting: str) -> Encoder | None:
    if setting == OFF:
        return None
    if setting:
        return FolderEncoder(Path(setting))
    return PackagedEncoder() if importlib.util.find_spec(PACKAGE) else None


class Remembering:
    """An encoder that reads each text once: in this process, and with a folder in all that use the folder.

    What was read is kept under a hash of the text, in half precision for all alike, so that a model is the
    same whether it was read just now or before.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._file = folder / f"vectors-{encoder.name}.npz" if folder else None
        self._known: dict[bytes, Any] = {}
        if self._file and self._file.exists():
            with np.load(self._file, allow_pickle=False) as kept:
                self._known.update(zip(map(bytes, kept["texts"]), kept["vectors"], strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            vectors = self._encoder.encode(list(new.values())).astype(np.float16)
            self._known.update(zip(new, vectors, strict=True))
            self._keep()
        return np.stack([self._known[key] for key in keys]).astype(np.float32)

    def _keep(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        texts = np.frombuffer(b"".join(self._known), np.uint8).reshape(len(self._known), -1)
        with tempfile.NamedTemporaryFile(dir=self._file.parent, suffix=".npz", delete=False) as file:
            np.savez(file, texts=texts, vectors=np.stack(list(self._known.values())))
        os.replace(file.name, self._file)


class FolderEncoder:
    """`model.onnx` (or `onnx/model.onnx`) and `tokenizer.json`; pooling and prompt as the folder's
    `1_Pooling/config.json` and `config_sentence_transformers.json` say, else the mean and none."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError if the folder holds no encoder that can be loaded."""
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer

        model = next((path for path in _models(folder) if path.is_file()), None)
        if model is None or not (folder / "tokenizer.json").is_file():
            raise OSError(f"{folder} holds no model.onnx with a tokenizer.json")
        self.name = f"{folder.name}-{hashlib.sha256(model.read_bytes()).hexdigest()[:12]}"
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = InferenceSession(str(model), providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise what they like
            raise OSError(f"{folder} holds no encoder that can be loaded: {error}") from error
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._by_first = bool(_setting(folder / "1_Pooling" / "config.json").get("pooling_mode_cls_token"))
        prompts = _setting(folder / "config_sentence_transformers.json").get("prompts") or {}
        self._prompt = str(prompts.get("query", ""))

    def encode(self, texts: Sequence[str]) -> Vectors:
        parts = [self._encode(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(parts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        read = self._tokenizer.encode_batch([self._prompt + text for text in texts])
        known = {
            "input_ids": np.array([each.ids for each in read], dtype=np.int64),
            "attention_mask": np.array([each.attention_mask for each in read], dtype=np.int64),
            "token_type_ids": np.array([each.type_ids for each in read], dtype=np.int64),
        }
        tokens = self._session.run(None, {name: known[name] for name in self._inputs})[0]
        if self._by_first:
            pooled = tokens[:, 0]
        else:
            weights = known["attention_mask"][:, :, None]
            pooled = (tokens * weights).sum(1) / np.maximum(weights.sum(1), 1)
        length = np.linalg.norm(pooled, axis=1, keepdims=True)
        return (pooled / np.maximum(length, 1e-12)).astype(np.float32)


def _models(folder: Path) -> tuple[Path, ...]:
    return folder / "model.onnx", folder / "onnx" / "model.onnx"


def _setting(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read
