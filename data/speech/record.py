"""The long job: every sentence is spoken and recognised by one of several processes."""

import json
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.speech.sources import ROOT, Item, Source, sources
from data.speech.telephone import Telephone, model_folder

MODEL = ROOT / "var" / "speech" / "whisper-base"
_telephone: Telephone


def _lift(model: Path) -> None:
    global _telephone
    _telephone = Telephone(model)


def _hear(words: str) -> str:
    """What was recognised; '' as well when the voice cannot say it."""
    try:
        return _telephone.hear(words)
    except (KeyError, AssertionError, ValueError, RuntimeError):
        return ""


def record(names: Iterable[str], processes: int) -> None:
    """Speak and recognise what is not there yet; each line is written as soon as it is heard."""
    todo = list(_missing([sources()[name] for name in names]))
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(processes, _lift, (model_folder(MODEL),)) as pool:
        heard = pool.imap(_hear, [item.spoken for _, item in todo])
        for done, ((pairs, item), text) in enumerate(zip(todo, heard, strict=True), 1):
            row = {"spoken": item.spoken, "recognised": text, **item.labels}
            pairs.parent.mkdir(parents=True, exist_ok=True)
            with pairs.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            if done % 20 == 0:
                print(f"{done}/{len(todo)} {(time.monotonic() - began) / done:.2f} s each", flush=True)


def _missing(wanted: Iterable[Source]) -> Iterator[tuple[Path, Item]]:
    """Each row that is not there yet, with the file it goes to. What was recorded stays: a set is complete
    when it has its number of rows, even if the data it is drawn from has changed since."""
    done = {row["spoken"] for source in sources().values() for row in source.rows()} | {""}
    for source in wanted:
        room = len(source.items) - len(source.rows())
        for item in source.items:
            if room > 0 and item.spoken not in done:
                done.add(item.spoken)
                room -= 1
                yield source.pairs, item
