"""`hotline import`: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select

from actions.errors import BadInput
from actions.store.database import Database
from actions.store.records import Court
from api.commands.importing import import_file
from api.settings import Settings

COURT = {"type": "court", "code": "京0105", "name": "北京市朝阳区人民法院", "level": "基层"}
LAWYER = {
    "type": "lawyer",
    "licence_no": "11101201510123456",
    "name": "林知远",
    "phone": "秘密的号码",
    "kind": "专职",
    "status": "active",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "var")


def run(settings: Settings, tmp_path: Path, *records: object) -> tuple[int, str]:
    file = tmp_path / "feed.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    console = Console(file=io.StringIO(), width=60)
    code = import_file(settings, file, console)
    assert isinstance(console.file, io.StringIO)
    return code, console.file.getvalue()


def test_a_new_store_is_made_and_the_directory_written(settings: Settings, tmp_path: Path) -> None:
    code, said = run(settings, tmp_path, COURT)
    assert code == 0 and "court" in said
    db = Database(settings.database)
    with db.read() as session:
        assert session.scalars(select(Court.name)).all() == [COURT["name"]]
    db.close()
    written = json.loads((settings.data_dir / "courts.json").read_text(encoding="utf-8"))
    assert [court["code"] for court in written] == [COURT["code"]]


def test_a_refusal_is_told_with_line_and_reason_but_without_the_value(
    settings: Settings, tmp_path: Path
) -> None:
    code, said = run(settings, tmp_path, COURT, LAWYER, {"type": "court"})
    assert code == 0
    assert "第 2 行" in said and "第 3 行" in said and "2 行未导入" in said
    assert LAWYER["phone"] not in said


def test_the_same_file_again_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    run(settings, tmp_path, COURT)
    _, said = run(settings, tmp_path, COURT)
    assert said.split("court")[1].split()[:4] == ["0", "0", "1", "0"]


def test_a_file_that_is_not_there_is_refused_before_anything_is_made(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        import_file(settings, tmp_path / "none.jsonl", Console(file=io.StringIO()))
    assert not settings.data_dir.exists()
