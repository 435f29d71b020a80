"""Statutes as published: read in several styles, refused with a reason, quoted only while in force."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document

from actions.errors import BadInput
from actions.law.inner_citations import UNKNOWN, with_present_numbers
from actions.service.statutes.importing import Report, import_statutes
from actions.service.statutes.quoting import quoted
from actions.store.database import Database
from actions.store.migrating import migrate

TITLE = "某市水上集市管理办法"
TODAY = date(2026, 11, 26)
MARKDOWN = """---
title: 某市水上集市管理办法
edition: 2024年公布
in_force_from: 2024-05-01
source: https://example.cn/1
---
# 某市水上集市管理办法

## 第一章 总则

**第一条**　为了管好水上集市，制定本办法。

第二条 集市分为两类：
（一）早市；
（二）夜市。

第二条之一 夜市的船应当亮灯。第五条规定的除外。

## 第二章 附则

### 第三条
本办法自2024年5月1日起施行。
"""
TEXT = """某市水上集市管理办法
版本：2022年公布
施行日期：2022年3月1日
来源：某市公报

　　第一条　为了管理水上集市，制定本办法。
　　第二条　集市只有早市。
"""
PLAIN = """# 某法院关于船票的规定

来源：某法院公报
文号：某法〔2023〕1号
2023年6月1日 施行

## 一、船票

1.船票当日有效。

2. 船票分两种：
（1）单程；
（2）往返。

二、其他

3、本规定自公布之日起施行。
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'statutes.db'}")
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "published"
    made.mkdir()
    return made


def brought_in(db: Database, folder: Path, source: str = "") -> list[Report]:
    return list(import_statutes(db, lambda: datetime(2026, 11, 26, tzinfo=UTC), folder, source=source))


def told(
    db: Database, number: int, sub: int | None = None, day: date = TODAY, title: str = TITLE
) -> str | None:
    with db.read() as session:
        found = quoted(session, title, number, sub, day)
    return found.text if found else None


def test_markdown_plain_text_and_plain_numbers_are_read(db: Database, folder: Path) -> None:
    (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "b.md").write_text(PLAIN, encoding="utf-8")
    (folder / "c.txt").write_bytes(TEXT.replace("集市", "船市").encode("gb18030"))
    assert [(one.outcome, one.articles) for one in brought_in(db, folder)] == [
        ("added", 4),
        ("added", 3),
        ("added", 2),
    ]
    assert told(db, 2) == "集市分为两类：\n（一）早市；\n（二）夜市。"
    assert told(db, 2, 1) == "夜市的船应当亮灯。第五条规定的除外。"
    assert told(db, 3) == "本办法自2024年5月1日起施行。"
    assert told(db, 2, title="某法院关于船票的规定") == "船票分两种：\n（1）单程；\n（2）往返。"
    assert told(db, 2, title="某市水上船市管理办法") == "船市只有早市。"


def test_a_word_document_is_read(db: Database, folder: Path) -> None:
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "a.docx"))
    assert [one.outcome for one in brought_in(db, folder)] == ["added"]
    assert told(db, 2) == "集市只有早市。"


def test_the_edition_of_the_day_is_quoted_and_no_older_one(db: Database, folder: Path) -> None:
    (folder / "new.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "old.txt").write_text(TEXT, encoding="utf-8")
    brought_in(db, folder)
    assert told(db, 2, day=date(2023, 1, 1)) == "集市只有早市。"
    assert told(db, 2, day=date(2024, 5, 1)) == "集市分为两类：\n（一）早市；\n（二）夜市。"
    assert told(db, 2, day=date(2022, 1, 1)) is None


def test_an_edition_older_than_the_one_known_to_be_in_force_is_never_quoted(
    db: Database, folder: Path
) -> None:
    old = (
        "# 中华人民共和国民事诉讼法\n来源：某处\n版本：2021年修正\n施行日期：2022-01-01\n第一条 旧的内容。\n"
    )
    (folder / "old.md").write_text(old, encoding="utf-8")
    assert [one.outcome for one in brought_in(db, folder)] == ["added"]
    assert told(db, 1, title="中华人民共和国民事诉讼法") is None


def test_the_same_folder_again_changes_nothing_and_a_corrected_file_is_taken(
    db: Database, folder: Path
) -> None:
    (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
    assert [one.outcome for one in brought_in(db, folder)] == ["added"]
    assert [one.outcome for one in brought_in(db, folder)] == ["unchanged"]
    (folder / "a.md").write_text(MARKDOWN.replace("亮灯", "亮两盏灯"), encoding="utf-8")
    assert [one.outcome for one in brought_in(db, folder)] == ["changed"]
    assert told(db, 2, 1) == "夜市的船应当亮两盏灯。第五条规定的除外。"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [("a.md", MARKDOWN.replace("source: https://example.cn/1\n", ""), "来源"),
     ("a.md", MARKDOWN.replace("edition: 2024年公布\n", ""), "版本"),
     ("a.md", MARKDOWN.replace("2024-05-01", "2024-02-30"), "不是"),
     ("a.md", MARKDOWN.replace("第二条之一", "第一条"), "重复"),
     ("a.md", MARKDOWN.replace("### 第三条", "### 第一条"), "重复"),
     ("a.txt", "某市水上集市管理办法\n来源：某处\n没有条文。", "没有找到条文"),
     ("a.pdf", MARKDOWN, "不认识的格式"),
     ("a.docx", "这不是压缩包", "DOCX")],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_by_file_and_reason(
    db: Database, folder: Path, name: str, text: str, reason: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "z.txt").write_text(TEXT, encoding="utf-8")
    first, second = brought_in(db, folder)
    assert (first.file, first.outcome) == (name, "refused") and reason in first.reason
    assert second.outcome == "added"


def test_two_files_of_one_law_and_one_day_are_not_both_taken(db: Database, folder: Path) -> None:
    (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "b.md").write_text(MARKDOWN.replace("亮灯", "熄灯"), encoding="utf-8")
    assert [one.outcome for one in brought_in(db, folder)] == ["added", "refused"]
    assert "亮灯" in (told(db, 2, 1) or "")


def test_a_listing_gives_what_a_file_does_not_say(db: Database, folder: Path) -> None:
    (folder / "a.txt").write_text("水上集市办法\n第一条 集市分早晚。\n", encoding="utf-8")
    (folder / "statutes.csv").write_text(
        "file,title,edition,in_force_from,source\n"
        f"a.txt,{TITLE},2024年公布,2024-05-01,某市公报\n../b.txt,,,,\n",
        encoding="utf-8",
    )
    reports = brought_in(db, folder)
    assert [(one.file, one.outcome) for one in reports] == [("a.txt", "added"), ("../b.txt", "refused")]
    assert told(db, 1) == "集市分早晚。"


def test_nothing_outside_the_folder_is_read(db: Database, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "sub").symlink_to(outside, target_is_directory=True)
    assert {(one.file, one.outcome) for one in brought_in(db, folder)} == {
        ("link.md", "refused"),
        ("sub", "refused"),
    }
    assert told(db, 1) is None
    with pytest.raises(BadInput):
        brought_in(db, folder / "sub")


ENTITY = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>第一条 &e;</w:t></w:r></w:p></w:body></w:document>"""


def test_a_document_with_an_entity_is_refused(db: Database, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        package.writestr("word/document.xml", ENTITY)
    (report,) = brought_in(db, folder, source="某处")
    assert report.outcome == "refused" and "实体" in report.reason


def test_a_document_that_unpacks_too_large_is_refused(db: Database, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_001)
    (report,) = brought_in(db, folder, source="某处")
    assert report.outcome == "refused" and "太大" in report.reason


@pytest.mark.parametrize(
    ("text", "day", "shown"),
    [("依照民事诉讼法第一百条规定", date(2021, 1, 1), "依照民事诉讼法第一百条〔现第一百零三条〕规定"),
     ("民事诉讼法第一百一十条、第一百一十一条", date(2020, 5, 1),
      "民事诉讼法第一百一十条〔现第一百一十三条〕、第一百一十一条〔现第一百一十四条〕"),
     ("《中华人民共和国民事诉讼法》第六十五条第二款", date(2020, 5, 1),
      "《中华人民共和国民事诉讼法》第六十五条〔现第六十八条〕第二款"),
     ("民事诉讼法第六十七条第二款", date(2022, 4, 10), "民事诉讼法第六十七条第二款"),
     ("民事诉讼法第三十六条", date(2007, 4, 1), f"民事诉讼法第三十六条〔{UNKNOWN}〕"),
     ("行政诉讼法第一百条", date(2018, 2, 8), "行政诉讼法第一百条"),
     ("关于适用《中华人民共和国民事诉讼法》的解释》第九十六条", date(2020, 5, 1),
      "关于适用《中华人民共和国民事诉讼法》的解释》第九十六条")],
)  # fmt: skip
def test_an_older_number_inside_a_text_has_the_present_one_beside_it(
    text: str, day: date, shown: str
) -> None:
    assert with_present_numbers(text, None, day) == shown


def test_a_law_cites_itself_by_its_own_numbers() -> None:
    text = "民事诉讼法第一百条"
    assert with_present_numbers(text, "cpl", date(2022, 1, 1)) == text
