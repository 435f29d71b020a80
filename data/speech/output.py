"""The files that are made from what was heard."""

import json
import re
from collections.abc import Iterable, Mapping

import yaml

from data.speech.rate import errors
from data.speech.sources import HANDS, NLU, sources
from data.speech.spoken import letters_of

MOST_WRONG = 0.6
_HALLUCINATED = re.compile(
    r"字幕|订阅|点赞|转发|打赏|频道|感谢观看|谢谢观看|谢谢大家|明镜|点点栏目|优优独播|\ufffd|(.{1,6}?)\1{4,}"
)
_MARKUP = re.compile(r"[\[\](){}<>|`#\\/]")
"""Marks that Rasa reads as something else."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def usable(row: Mapping[str, str]) -> bool:
    """Whether a recognised text may teach: Chinese, not invented out of noise, not mostly wrong."""
    spoken, recognised = row["spoken"], row["recognised"]
    return (
        len(_CHINESE.findall(recognised)) >= 2
        and not (_HALLUCINATED.search(recognised) and not _HALLUCINATED.search(spoken))
        and errors(spoken, recognised) <= MOST_WRONG * len(letters_of(spoken))
    )


def write(name: str) -> None:
    """The files of a set, from all that has been heard so far."""
    source = sources()[name]
    rows = [row for row in source.rows() if row["recognised"]]
    if name == "training":
        _write_nlu(rows)
    else:
        lines = [
            json.dumps(
                {"text": row["recognised"], **{label: row[label] for label in source.labels}},
                ensure_ascii=False,
            )
            for row in rows
        ]
        source.written.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _write_nlu(rows: Iterable[Mapping[str, str]]) -> None:
    """Rasa's files, one for each file of a hand; a text that a hand already has is left out."""
    known = {
        line.removeprefix("- ")
        for hand in HANDS
        for file in (NLU / hand).glob("*.yml")
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    }
    files: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        text = _MARKUP.sub("", row["recognised"]).strip()
        if usable(row) and text not in known:
            known.add(text)
            files.setdefault(row["file"], {}).setdefault(row["function"], []).append(text)
    folder = NLU / "recognised"
    folder.mkdir(exist_ok=True)
    for name, functions in files.items():
        blocks = (
            f"- intent: {function}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
            for function, texts in functions.items()
        )
        (folder / name).write_text('version: "3.1"\nnlu:\n' + "".join(blocks), "utf-8")
