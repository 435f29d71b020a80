"""`hotline statutes import`: statutes as published, from a folder into the store."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import SetupError
from actions.service.clock import system_clock
from actions.service.statutes.importing import Report, import_statutes
from actions.store.database import Database
from actions.store.migrating import migrate
from api.entry.folder import prepare_folder
from api.settings import Settings

OUTCOMES = {"added": "新增", "changed": "变更", "unchanged": "未变", "refused": "未导入"}


def import_folder(settings: Settings, folder: Path, source: str, console: Console) -> int:
    """Import a folder and say what became of each file; the exit code is 0 also where files were refused.

    Raises BadInput for a folder that cannot be read, SetupError if the store cannot be reached.
    """
    prepare_folder(settings.data_dir)
    db = Database(settings.database)
    counts = dict.fromkeys(OUTCOMES, 0)
    try:
        migrate(db)
        for report in import_statutes(db, system_clock, folder, source=source):
            counts[report.outcome] += 1
            console.print(_line(report), markup=False, soft_wrap=True)
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()
    told = "，".join(f"{title} {counts[name]}" for name, title in OUTCOMES.items())
    console.print(f"共 {sum(counts.values())} 个文件：{told}。")
    return 0


def _line(report: Report) -> str:
    if report.heading is None:
        return f"{report.file} 未导入：{report.reason}"
    head = report.heading
    lacking = f"，缺第{'、'.join(map(str, report.missing[:10]))}条" if report.missing else ""
    what = f"{head.title}（{head.edition}，{head.in_force_from} 起施行，{report.articles} 条{lacking}）"
    return f"{report.file} {OUTCOMES[report.outcome]}：{what}"
