"""`hotline import`: the court's data feed from a file into the store."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import BadInput, SetupError
from actions.service.clock import system_clock
from actions.service.feed import ImportReport, Refusal, import_feed
from actions.store.database import Database
from actions.store.migrating import migrate
from api.entry.folder import prepare_folder
from api.entry.store import open_store
from api.settings import Settings

OUTCOMES = {"added": "新增", "changed": "变更", "unchanged": "未变", "removed": "移除"}


def import_file(settings: Settings, file: Path, console: Console) -> int:
    """Import a feed file and say what it did; returns the exit code: 1 only if the file cannot be read.

    Lines that are refused do not stop the others (contract, section 1). Raises SetupError if the store cannot
    be reached.
    """
    if not file.is_file():
        raise BadInput(f"数据文件 {file} 打不开，请检查路径和权限。")
    prepare_folder(settings.data_dir)
    db = open_store(settings)
    try:
        migrate(db)
        report = _import(db, settings, file, console)
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()
    show(report, console)
    return 0


def _import(db: Database, settings: Settings, file: Path, console: Console) -> ImportReport:
    columns = (TextColumn("导入"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("import", total=file.stat().st_size)

        def refused(refusal: Refusal) -> None:
            bar.console.print(
                f"第 {refusal.line_no} 行未导入：{refusal.reason}", markup=False, soft_wrap=True
            )

        return import_feed(
            db,
            file,
            clock=system_clock,
            court_directory=settings.data_dir / "courts.json",
            progress=lambda lines, size: bar.update(task, completed=size),
            on_refusal=refused,
        )


def show(report: ImportReport, console: Console) -> None:
    """Counts by record type, then how many lines were refused."""
    if report.counts:
        table = Table("类型", *OUTCOMES.values(), box=None, pad_edge=False)
        for name, counts in sorted(report.by_type().items()):
            table.add_row(name, *(str(counts.get(outcome, 0)) for outcome in OUTCOMES))  # type: ignore[call-overload]
        console.print(table)
    refused = (
        f"，其中 {report.refused_count} 行未导入，原因见上；其余各行已导入" if report.refused_count else ""
    )
    ignored = f"；{report.ignored_fields} 个字段不认识，已略过" if report.ignored_fields else ""
    console.print(f"共 {report.lines} 行{refused}{ignored}。", soft_wrap=True)
