"""`hotline knowledge import`: a court's own entries from a file into the store. `hotline knowledge weigh`:
the numbers that entries are found by, from the base itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import yaml
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import BadInput, SetupError
from actions.service.knowledge.entries import base
from actions.service.knowledge.fitting import Fitted, fit
from actions.service.knowledge.importing import Imported, import_entries
from actions.service.knowledge.judging import NUMBERS, WITH, WITHOUT
from actions.service.knowledge.shelf import remembering
from actions.store.database import Database
from actions.store.migrating import migrate
from api.commands.importing import OUTCOMES
from api.serving import prepare_folder
from api.settings import Settings

SURE = 0.375
"""From this chance on an entry is told: a wrong answer, with its articles beside it, costs about as much as
1.6 questions back (actions/dialogue/meaning.py)."""
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
    """Fit the numbers anew, with the encoder and without, and say how they do on wordings left out."""
    encoder = remembering(settings.data_dir / "models")
    if encoder is None:
        raise BadInput("这里没有句子编码器，不能重算。")
    fitted = {name: fit(base(), each, SURE) for name, each in ((WITH, encoder), (WITHOUT, None))}
    for name, each in fitted.items():
        _show_fitted(name, each, console)
    numbers = {
        name: {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(each.numbers).items()
        }
        for name, each in fitted.items()
    }
    text = yaml.safe_dump(numbers, allow_unicode=True, sort_keys=False, default_flow_style=None)
    NUMBERS.write_text(HEADING + text, encoding="utf-8")


def _show_fitted(name: str, each: Fitted, console: Console) -> None:
    console.print(
        f"{'有编码器' if name == WITH else '没有编码器'}：标注的问题 {each.asked} 个，"
        f"最近的一条是对的 {each.nearest}；"
        f"回答且对的 {each.right}，答错的 {each.wrong}；库外 {each.outside} 个，当成库里的 {each.taken}。",
        highlight=False,
        soft_wrap=True,
    )
