"""Commands that keep the store: backup, restore, retention, and looking whether the audit is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import SetupError
from actions.service import retention as keeping
from actions.service.clock import system_clock
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.requests.attachments import seal_anew
from actions.service.work import Means
from actions.store import audit_chain, audit_witness, dumping, resealing
from actions.store.database import Database
from actions.store.migrating import migrate
from api.entry.folder import prepare_folder
from api.entry.store import open_store
from api.settings import Settings

MOST_SHOWN = 20
KINDS = {
    "changed": "被改过",
    "removed": "少了",
    "inserted": "是插进来的",
    "anchor": "首尾标记被改过",
}
FORGOTTEN = {
    "transcripts": "会话记录",
    "answers": "各轮内容",
    "verifications": "核验",
    "pins": "电话密码",
    "tokens": "登录令牌",
}


def backup(settings: Settings, file: Path, console: Console) -> None:
    """Raises SetupError if the store or the file cannot be read or written."""
    with _store(settings) as db:
        try:
            rows = dumping.dump(db, settings.data_dir / "files", file)
        except OSError as error:
            raise SetupError(f"备份文件 {file} 写不下，请检查路径、权限和磁盘。") from error
    console.print(f"已备份到 {file}：{len(rows)} 张表，{sum(rows.values())} 行。")
    console.print(f"密钥文件 {settings.keys} 不在备份里，请另行保管；没有它，封存的内容和审计核对都用不了。")


def restore(settings: Settings, file: Path, replace: bool, console: Console) -> None:
    """Raises SetupError: no such archive, damaged, or the store is not empty."""
    with _store(settings) as db:
        try:
            rows = dumping.load(db, settings.data_dir / "files", file, replace=replace)
        except dumping.Unreadable as error:
            raise SetupError(f"{error.args[0]}。") from error
        except OSError as error:
            raise SetupError(f"备份文件 {file} 读不出，请检查路径和权限。") from error
        with db.read() as session:
            audit_witness.remember(session)  # whoever restores goes back on purpose
    console.print(f"已恢复：{len(rows)} 张表，{sum(rows.values())} 行。")
    verify_audit(settings, console)


def retention(settings: Settings, apply: bool, lawyer: str | None, console: Console) -> None:
    with _store(settings) as db:
        means = Means(db, system_clock, FeedRegister(), Secrets(settings.secret), settings.public)
        with means.writing() as work:
            if lawyer is not None:
                found = keeping.forget_lawyer(work, lawyer, apply=apply)
                table = Table("他的", "数目", box=None)
                for name, count in found.items():
                    table.add_row(FORGOTTEN[name], str(count))
            else:
                table = Table("种类", "保存", "从何时算", "到期的", box=None)
                for over in keeping.run(work, settings.data_dir / "files", apply=apply):
                    rule = over.rule
                    table.add_row(rule.title, f"{rule.days} 天", rule.since, str(over.count))
    console.print(table)
    console.print("已删除。" if apply else "只是数一数，没有删；要删请加 --apply。")


def rotate_keys(settings: Settings, console: Console) -> None:
    with _store(settings) as db:
        files = partial(seal_anew, db.keys, settings.data_dir / "files")
        done = resealing.rotate(db, files)
    console.print(f"已用新密钥重封 {done.sealed} 处，换了查找用的散列 {done.marked} 处。")
    console.print(f"不再用到、已丢弃的旧密钥 {done.dropped} 把；审计从现在起用新的标记密钥。")
    console.print(f"密钥文件 {settings.keys} 变了，请重新备份它。")


def verify_audit(settings: Settings, console: Console) -> int:
    """The exit code: 1 if anything does not fit."""
    with _store(settings) as db, db.read() as session:
        rows = audit_chain.length(session)
        found = chain(audit_witness.faults(session), audit_chain.verify(session))
        faults = list(islice(found, MOST_SHOWN + 1))
        if not faults:
            audit_witness.remember(session)
    if not faults:
        console.print(f"审计记录完整：{rows} 条。")
        return 0
    for fault in faults[:MOST_SHOWN]:
        place = f"第 {fault.link} 条" if fault.link is not None else f"行号 {fault.row}"
        console.print(f"{place}{KINDS[fault.kind]}")
    if len(faults) > MOST_SHOWN:
        console.print("……以下从略")
    return 1


@contextmanager
def _store(settings: Settings) -> Iterator[Database]:
    prepare_folder(settings.data_dir)
    db = open_store(settings)
    try:
        migrate(db)
        yield db
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()
