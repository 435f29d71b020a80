"""Understanding without Rasa: `python -m bot.parse MODEL` reads JSON Lines and writes JSON Lines.

The model is the archive that Rasa trained; what reads is what Rasa's components call, so that a sentence
means here what it means in a call. With `--pace` it measures instead: one JSON object for all that came.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tarfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

from bot.language.courts import CourtDirectory
from bot.language.fold import fold
from bot.nlu.encoder import Encoder, Vectors
from bot.nlu.entities import Directory, today_in_beijing
from bot.nlu.meaning import FILE, FunctionModel
from bot.understanding import MODALITIES, Sentence, answers, sentence, understand

CHUNK = 1 << 16
AT_ONCE = 256
"""Sentences ranked together; what a person types line by line is still answered line by line."""
ALONE = 200
"""So many at most are measured one by one, taken evenly."""


def main() -> None:
    options = _options()
    model = load(options.model)
    folder = os.environ.get("HOTLINE_DATA_DIR")
    directory = Directory(Path(folder) / "courts.json" if folder else None)
    if options.pace:
        print(json.dumps(pace(sys.stdin.buffer.read().splitlines(), model, directory)))
        return
    out = sys.stdout.buffer
    for lines in batches(sys.stdin.buffer):
        for answer in answers(lines, options.modality, options.today, model, directory.current()):
            out.write(_line(answer))
        out.flush()


def load(archive: Path) -> FunctionModel:
    """The trained functions in a model archive. Raises OSError, tarfile.TarError, LookupError."""
    with tarfile.open(archive) as packed:
        name = next((name for name in packed.getnames() if name.endswith(f"/{FILE}")), None)
        member = packed.extractfile(name) if name else None
        if member is None:
            raise LookupError(f"{archive} holds no {FILE}")
        return FunctionModel.from_bytes(member.read())


def batches(stream: BinaryIO) -> Iterator[list[bytes]]:
    """The lines of a stream as they come, blank ones left out: all that is there, at most AT_ONCE."""
    rest = b""
    while chunk := os.read(stream.fileno(), CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        lines = [line for line in whole if line.strip()]
        for start in range(0, len(lines), AT_ONCE):
            yield lines[start : start + AT_ONCE]
    if rest.strip():
        yield [rest]


def pace(lines: list[bytes], model: FunctionModel, directory: Directory) -> dict[str, float]:
    """Seconds for understanding all in batches; the median for one sentence alone, with the sentence encoder
    as the model asks it (`asked`: how often for a sentence), without it, and always asking. `worked`: of one
    alone, the median of processor time, which a busy machine does not change much.
    """
    sentences = [sentence(line, "text", today_in_beijing()) for line in lines if line.strip()]
    courts = directory.current()
    model.rank([fold(sentences[0].text)])
    begun = time.perf_counter()
    for start in range(0, len(sentences), AT_ONCE):
        list(understand(sentences[start : start + AT_ONCE], model, courts))
    batches = time.perf_counter() - begun
    counting = Counting(model.encoder)
    some = sentences[:: len(sentences) // ALONE + 1]
    alone, worked = _medians(some, replace(model, encoder=counting if model.encoder else None), courts)
    return {
        "sentences": len(sentences),
        "batches": batches,
        "alone": alone,
        "worked": worked,
        "asked": counting.asked / len(some),
        "without_encoder": _medians(some, replace(model, sense=None), courts)[0],
        "always": _medians(some, replace(model, recipe=replace(model.recipe, sure=math.inf)), courts)[0],
    }


class Counting:
    """An encoder that counts how often it is asked."""

    def __init__(self, encoder: Encoder | None) -> None:
        self.asked = 0
        self.name = encoder.name if encoder else ""
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        assert self._encoder is not None
        self.asked += 1
        return self._encoder.encode(texts)


def _medians(sentences: list[Sentence], model: FunctionModel, courts: CourtDirectory) -> tuple[float, float]:
    """Seconds a sentence, and those of them that processors worked on it."""
    seconds, worked = [], []
    for each in sentences:
        begun, worked_before = time.perf_counter(), time.process_time()
        list(understand([each], model, courts))
        seconds.append(time.perf_counter() - begun)
        worked.append(time.process_time() - worked_before)
    return median(seconds), median(worked)


def _line(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair came in as an escape, and goes out as one
        return json.dumps(answer).encode() + b"\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("--modality", choices=MODALITIES, default="text")
    parser.add_argument("--today", type=date.fromisoformat, default=today_in_beijing())
    parser.add_argument("--pace", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
