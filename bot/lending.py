"""What the assistant reads for the service, which then needs neither a dictionary nor an encoder of its own.

`{"runs": [...], "texts": [...]}` → `{"words": [[...] ...], "encoder": name or null, "vectors": ...}`: the
words of each run as jieba cuts for a search; the name of the encoder; the vectors of the texts, half floats
in rows, little-endian, as base64.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import jieba

from bot.nlu.encoder import Encoder, chosen_encoder


def lent(asked: dict[str, Any]) -> dict[str, Any]:
    encoder = chosen_encoder()
    return {
        "words": [list(jieba.cut_for_search(run)) for run in asked.get("runs", [])],
        "encoder": encoder and encoder.name,
        "vectors": _vectors(encoder, asked.get("texts", [])),
    }


def _vectors(encoder: Encoder | None, texts: list[str]) -> str:
    if encoder is None or not texts:
        return ""
    return b64encode(encoder.encode(texts).astype("<f2").tobytes()).decode()
