"""`hotline knowledge import`: a court's own entries from a file into the store. `hotline knowledge weigh`:
the numbers that entries are found by, from the base itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import BadInput, SetupError
from actions.service.knowledge.entries import base
from actions.service.knowledge.fitting import SCOPE, Outcome, fit, left_out, projection_of
from actions.service.knowledge.importing import Imported, import_entries
from actions.service.knowledge.judging import NUMBERS, WITH, WITHOUT
from actions.service.knowledge.projection import keep
from actions.service.knowledge.shelf import known, remembering
from actions.store.database import Database
from actions.store.migrating import migrate
from api.commands.importing import OUTCOMES
from api.entry.folder import prepare_folder
from api.settings import Settings

if TYPE_CHECKING:
    from bot.nlu.encoder import Encoder

SURE = 0.375
"""From this chance on at least an entry is told: a wrong answer, with its articles beside it, costs about as
much as 1.6 questions back (actions/dialogue/meaning.py)."""
HEADING = "# 哪一条最像、多大的把握才算找到：hotline knowledge weigh 算出，说明见 docs/adr/0019。\n"


def import_knowledge(settings: Settings, file: Path, console: Console) -> int:
    """Import and say what it did; lines that are refused do not stop the others. Raises BadInput for a file
    that cannot be read, SetupError if the store cannot be reached."""
    prepare_folder(settings.data_dir)
    db = Database(settings.database)
    try:
        with file.open("rb") as lines:
            migrate(db)
            _show(import_entries(db, lines), console)
    except OSError as error:
        raise BadInput(f"文件 {file} 打不开，请检查路径和权限。") from error
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()
    return 0


def _show(done: Imported, console: Console) -> None:
    for number, why in done.refused:
        console.print(f"第 {number} 行未导入：{why}", markup=False, soft_wrap=True)
    counts = "，".join(f"{title} {done.counts[outcome]}" for outcome, title in OUTCOMES.items())  # type: ignore[index]
    refused = f"，未导入 {len(done.refused)}" if done.refused else ""
    console.print(f"知识条目：{counts}{refused}。", soft_wrap=True)


def weigh_knowledge(settings: Settings, console: Console) -> None:
    """Learn the projection and fit the numbers anew, with the encoder and without, and say how they do on
    what was left out. Raises BadInput where there is no encoder."""
    encoder = _encoder(settings)
    entries = base()
    fitted = {}
    for name, each in ((WITH, encoder), (WITHOUT, None)):
        fitted[name] = fit(entries, left_out(entries, each), SURE)
        sure = fitted[name].numbers.sure
        console.print(f"{'有编码器' if each else '没有编码器'}，把握到 {sure:.2f} 才回答：")
        show_outcomes(fitted[name].outcomes, sure, console)
    keep(projection_of(known(), encoder), encoder.name)
    numbers = {
        name: {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(each.numbers).items()
        }
        for name, each in fitted.items()
    }
    text = yaml.safe_dump(numbers, allow_unicode=True, sort_keys=False, default_flow_style=None)
    NUMBERS.write_text(HEADING + text, encoding="utf-8")


def evaluate_by_hand(settings: Settings, out: Path, console: Console) -> None:
    """How entries are found for each hand, by an index and numbers that never saw it; what was wrong is
    written to knowledge_by_hand.json in `out`. Raises BadInput where there is no encoder."""
    entries = base()
    fitted = fit(entries, left_out(entries, _encoder(settings)), SURE)
    found, sure = fitted.outcomes, fitted.numbers.sure
    console.print(f"把握到 {sure:.2f} 才回答：")
    show_outcomes(found, sure, console)
    out.mkdir(parents=True, exist_ok=True)
    wrong = [
        {"hand": each.row.source, "text": each.row.asked.text, "ids": each.row.asked.ids}
        | {"first": each.first, "second": each.second, "chance": round(each.chance, 3)}
        for each in found
        if each.row.source != SCOPE
        and (each.chance >= sure if not each.row.asked.ids else each.chance < sure or not each.right)
    ]
    report = out / "knowledge_by_hand.json"
    report.write_text(json.dumps(wrong, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(f"没有答对的逐条在：{report}", soft_wrap=True)


def show_outcomes(outcomes: Sequence[Outcome], sure: float, console: Console) -> None:
    """A line a source, and one for all hands together."""
    table = Table(box=None)
    for title in (
        "谁问的",
        "问题",
        "答对",
        "答错",
        "问是哪一条",
        "其中有对的",
        "说不知道",
        "最近的对",
        "库外",
        "库外答错",
    ):
        table.add_column(title, justify="left" if title == "谁问的" else "right")
    sources = sorted({each.row.source for each in outcomes} - {SCOPE})
    for title, names in [*((name, [name]) for name in sources), ("各手合计", sources)]:
        _add(table, title, [each for each in outcomes if each.row.source in names], sure)
    _add(table, "超出范围的训练语句", [each for each in outcomes if each.row.source == SCOPE], sure)
    console.print(table)


def _add(table: Table, title: str, outcomes: Sequence[Outcome], sure: float) -> None:
    inside = [each for each in outcomes if each.row.asked.ids]
    outside = [each for each in outcomes if not each.row.asked.ids]
    told = [each for each in inside if each.chance >= sure]
    back = [each for each in inside if each.chance < sure <= each.either]
    right = sum(each.right for each in told)
    among = sum(bool({each.first, each.second} & {*each.row.asked.ids}) for each in back)
    unknown = len(inside) - len(told) - len(back)
    nearest = sum(each.right for each in inside)
    taken = sum(each.chance >= sure for each in outside)
    told_of = [len(inside), right, len(told) - right, len(back), among, unknown, nearest, len(outside), taken]
    table.add_row(title, *map(str, told_of))


def _encoder(settings: Settings) -> Encoder:
    encoder = remembering(settings.data_dir / "models")
    if encoder is None:
        raise BadInput("这里没有句子编码器，不能重算。")
    return encoder
