"""How fast an import is on this machine: a made-up feed, imported twice into a new SQLite file."""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from actions.service.feed.importing import import_feed
from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.types import Base


def bench_import(lines: int = 500_000) -> None:
    """Print lines/s of a first and of a repeated import, and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.jsonl"
        with feed.open("wb") as file:
            file.writelines(made_up_lines(lines))
        db = Database(f"sqlite:///{folder}/bench.db", Keyring(Path(folder) / "keys.json"))
        Base.metadata.create_all(db.engine)
        for title in ("first", "again"):
            begun = time.perf_counter()
            report = import_feed(db, feed, clock=lambda: datetime.now(UTC))
            rate = report.lines / (time.perf_counter() - begun)
            print(
                f"{title}: {rate:,.0f} lines/s, {report.added} added, {report.changed} changed, "
                f"{report.unchanged} unchanged, {report.refused_count} refused"
            )
        db.close()
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def made_up_lines(count: int) -> Iterator[bytes]:
    """Two courts, a hundred lawyers, then cases with representation, milestone, hearing and fee each."""
    for record in islice(_records(), count):
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _records() -> Iterator[dict[str, object]]:
    for code, name in (("京0105", "北京市朝阳区人民法院"), ("沪0115", "上海市浦东新区人民法院")):
        yield {"type": "court", "code": code, "name": name, "level": "基层"}
    for number in range(100):
        yield {
            "type": "lawyer",
            "licence_no": f"1110120151{number:07}",
            "name": f"测试{number}",
            "phone": f"+861380001{number:04}",
            "kind": "专职",
            "status": "active",
        }
    serial = 0
    while True:
        serial += 1
        case_number = f"（2026）京0105民初{serial}号"
        yield {
            "type": "case",
            "case_number": case_number,
            "court_code": "京0105",
            "cause": "买卖合同纠纷",
            "procedure": "普通程序",
            "stage": "trial",
            "amount_yuan": f"{serial * 100}.50",
            "judge": {"name": "秦测试", "phone": "010-55500123"},
            "parties": [{"role": "原告", "name": "甲公司"}, {"role": "被告", "name": "乙公司"}],
        }
        yield {
            "type": "representation",
            "case_number": case_number,
            "licence_no": f"1110120151{serial % 100:07}",
            "authority": "general",
            "verified": True,
        }
        yield {
            "type": "milestone",
            "case_number": case_number,
            "kind": "filed",
            "at": "2026-09-01T09:00:00+08:00",
        }
        yield {
            "type": "hearing",
            "id": f"h{serial}",
            "case_number": case_number,
            "starts_at": "2026-12-01T09:30:00+08:00",
            "place": "第三法庭",
        }
        yield {
            "type": "fee",
            "id": f"f{serial}",
            "case_number": case_number,
            "kind": "案件受理费",
            "amount_yuan": 50.5,
        }
