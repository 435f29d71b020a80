"""A caller's own cases as a talk speaks of them: how each is called, and when it is heard next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING, Clock
from actions.service.court_record.hearings import coming, label, place
from actions.store.records import Case, Court, Hearing

_PLACE_ABOVE = re.compile(
    r"^[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|自治州)(?=[\u4e00-\u9fff]{2,}人民法院)(?!中级|高级|第.中级)"
)
_COURTS_SPOKEN = (("中级人民法院", "中院"), ("高级人民法院", "高院"), ("人民法院", "法院"))


@dataclass(frozen=True)
class ComingHearing:
    """A scheduled hearing that has not begun. `place` is empty where the record names none."""

    id: str
    case_number: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    online: bool = False
    kind: str | None = None
    label: str = ""

    @classmethod
    def of(cls, row: Hearing) -> ComingHearing:
        return cls(
            row.id,
            row.case_number,
            row.starts_at,
            row.ends_at,
            place(row),
            bool(row.online),
            row.kind,
            label(row),
        )

    @property
    def when_and_where(self) -> str:
        """2026年12月01日 上午 第三法庭: by what a hearing is pointed at."""
        starts = self.starts_at.astimezone(BEIJING)
        return f"{starts:%Y年%m月%d日} {'上午' if starts.hour < 12 else '下午'} {self.place}"


@dataclass(frozen=True)
class OwnCase:
    """A case that the caller may hear of. `court_name` is the code where the directory lacks the court."""

    case_number: str
    court_name: str
    cause: str | None = None
    stage: str = ""
    parties: tuple[str, ...] = ()
    hearings: tuple[ComingHearing, ...] = ()
    """The next one first."""
    procedure: str = ""

    @property
    def label(self) -> str:
        """买卖合同纠纷（北京市朝阳区人民法院）."""
        return f"{self.cause or self.case_number}（{self.court_name}）"

    @property
    def title(self) -> str:
        return f"{self.case_number} {self.label}"

    @property
    def for_the_ear(self) -> str:
        """买卖合同纠纷，朝阳区法院."""
        court = _PLACE_ABOVE.sub("", self.court_name)
        for whole, short in _COURTS_SPOKEN:
            court = court.replace(whole, short)
        return f"{self.cause or '没有案由的案件'}，{court}"

    @property
    def called(self) -> str:
        """Everything it may be called by: its title, and when and where it is heard (下周二开庭那个)."""
        return " ".join([self.title, *(hearing.when_and_where for hearing in self.hearings)])


def own_cases(session: Session, clock: Clock, cases: Sequence[Case]) -> list[OwnCase]:
    """What a talk needs of these cases, in their order."""
    codes = {case.court_code for case in cases}
    courts = {each.code: each.name for each in session.scalars(select(Court).where(Court.code.in_(codes)))}
    hearings = [
        ComingHearing.of(row) for row in coming(session, clock, *(each.case_number for each in cases))
    ]
    return [
        OwnCase(
            case.case_number,
            courts.get(case.court_code, case.court_code),
            case.cause,
            case.stage,
            tuple(party.get("name", "") for party in case.parties or []),
            tuple(each for each in hearings if each.case_number == case.case_number),
            case.procedure or "",
        )
        for case in cases
    ]
