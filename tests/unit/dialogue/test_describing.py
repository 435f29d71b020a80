"""A caller's own case is found by the words he has for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from actions.dialogue.describing import described
from actions.store.database import Database
from actions.store.records import Case, Court

SALE, CRASH, LOAN, INJURY, ENFORCED, ODD = (
    "（2026）沪0101民初1号",
    "（2026）沪0101民初2号",
    "（2026）沪0115民初3号",
    "（2026）沪0115民初4号",
    "（2026）沪0101执5号",
    "（2026）沪0115民初6号",
)
CASES = {
    SALE: ("买卖合同纠纷", "trial"),
    CRASH: ("机动车交通事故责任纠纷", "trial"),
    LOAN: ("借款合同纠纷", "trial"),
    INJURY: ("劳动争议", "trial"),
    ENFORCED: ("买卖合同纠纷执行", "enforcement"),
    ODD: ("某种没有列出的新类型纠纷", "trial"),
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        session.add(Court(code="沪0101", name="上海市黄浦区人民法院", level="基层"))
        session.add(Court(code="沪0115", name="上海市浦东新区人民法院", level="基层"))
        session.flush()
        for number, (cause, stage) in CASES.items():
            session.add(Case(case_number=number, court_code=number[6:12][:5], cause=cause, stage=stage))
        session.flush()
        yield session


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        ("车祸那个", ["机动车交通事故责任纠纷"], [CRASH]),
        ("借钱那个案子", ["民间借贷纠纷"], [LOAN]),
        ("工伤那件", ["工伤保险待遇纠纷"], [INJURY]),
        ("拖欠货款那个", ["买卖合同纠纷"], [SALE]),
        ("买卖合同那个执行案", ["买卖合同纠纷"], [ENFORCED]),
        ("不是买卖合同，是车祸那个", ["机动车交通事故责任纠纷"], [CRASH]),
        ("浦东的劳动争议", ["劳动争议"], [INJURY]),
        ("离婚那个", ["离婚纠纷"], []),
        ("买卖合同那个", [], [SALE]),
        ("新类型纠纷那个", [], []),
        ("某种没有列出的新类型那个", [], [ODD]),
        ("黄浦的", [], [SALE, CRASH, ENFORCED]),
    ],
)
def test_the_case_meant_is_found(session: Session, text: str, named: list[str], found: list[str]) -> None:
    cases = [session.get_one(Case, number) for number in CASES]
    assert [case.case_number for case in described(text, cases, named)] == found


def test_the_very_cause_comes_before_one_of_its_kind(session: Session) -> None:
    private = Case(
        case_number="（2026）沪0115民初7号", court_code="沪0115", cause="民间借贷纠纷", stage="trial"
    )
    cases = [session.get_one(Case, LOAN), private]
    assert described("借条那个", cases, ["民间借贷纠纷"]) == [private]
    assert described("借款合同那个", cases, ["借款合同纠纷"]) == [cases[0]]
