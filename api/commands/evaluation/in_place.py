"""Sentences in their place: labelled pairs (state, sentence → act and values) against
`actions.dialogue.acts`.

A state is where a talk stands (data/in_place/states.yml); a pair names it, the sentence, how it came, and
what it is there. The caller's own cases are the four that the states speak of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from actions.dialogue.act import Act
from actions.dialogue.acts import acts
from actions.dialogue.agenda import CASE, QUESTION, Agenda, Task
from actions.dialogue.heard import Heard, understood
from actions.errors import BadInput
from actions.service.clock import BEIJING
from actions.service.court_record.own_cases import ComingHearing, OwnCase
from actions.service.functions import function
from actions.service.senses import Senses
from bot.language.tables import read_yaml

STATES = Path(__file__).resolve().parents[3] / "data" / "in_place" / "states.yml"
TODAY = date(2026, 11, 26)
YES_NO = [["对", "对"], ["修改", "不对"], ["取消", "取消"]]


@dataclass(frozen=True)
class Pair:
    """One labelled sentence. `second`: what another person took it for, where he differed."""

    file: str
    state: str
    modality: str
    """`written` or `heard`."""
    say: str
    acts: tuple[Mapping[str, Any], ...]
    second: tuple[Mapping[str, Any], ...] | None = None

    @property
    def request(self) -> dict[str, Any]:
        modality = "voice" if self.modality == "heard" else "text"
        return {"text": self.say, "modality": modality, "today": TODAY.isoformat()}


@dataclass
class FourCases:
    """The cases that the states speak of, in place of a desk."""

    today: date = TODAY
    cases: Sequence[OwnCase] = field(default_factory=lambda: FOUR)
    unverified: Sequence[OwnCase] = ()
    senses: Senses | None = None

    def cases_for(self, function: str | None) -> Sequence[OwnCase]:
        return self.cases


def read_pairs(files: Iterable[Path]) -> list[Pair]:
    """Raises BadInput for a line that is no pair, or names no state."""
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                states()[row["state"]]
                second = tuple(row["second"]) if row.get("second") is not None else None
                found.append(
                    Pair(file.name, row["state"], row["modality"], row["say"], tuple(row["acts"]), second)
                )
            except (ValueError, KeyError, TypeError):
                raise BadInput(f"{file.name} 第 {number} 行不是“位置、一句话、标注”。") from None
    return found


def found_acts(pair: Pair, message: dict[str, Any], senses: Senses | None) -> tuple[Act, ...]:
    """What the sentence is taken for, from the message that the assistant's pipeline makes of it."""
    return acts(agenda_of(pair.state), heard_of(pair, message), FourCases(senses=senses))


def heard_of(pair: Pair, message: dict[str, Any]) -> Heard:
    heard = pair.modality == "heard"
    metadata = {
        "turn_id": "turn",
        "channel": "voice" if heard else "web",
        "modality": "spoken" if heard else "rich",
        "words": pair.say,
    }
    return understood(message, metadata)


def agenda_of(state: str) -> Agenda:
    """Where the talk stands in this state."""
    told = states()[state]
    offered = [list(each) for each in told.get("offered", [])]
    agenda = Agenda(turn_id="before")
    if told.get("function"):
        agenda.push(
            Task(
                told["function"],
                dict(told.get("fields", {})),
                told.get("stage", "filling"),
                told.get("asked"),
                offered,
            )
        )
    elif offered:
        agenda.guesses = [code for _, code in offered]
    agenda.told = _told(told.get("told"))
    if agenda.told is not None and function(agenda.told["function"]).kind == "query":
        agenda.focus[QUESTION] = agenda.told["function"]
    options = [[title, title] for title, _ in offered]
    if told.get("stage") == "confirming" and not told.get("asked"):
        options = YES_NO
    agenda.said = [{"key": "said", "facts": {}, "options": options, "end": False, "dictating": False}]
    return agenda


def _told(told: str | dict[str, Any] | None) -> dict[str, Any] | None:
    """What was just told, as it stands or by its name among those that speak of the four cases."""
    return _TOLD[told] if isinstance(told, str) else told


@cache
def states() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in read_yaml(STATES)}


def _hearing(case_number: str, key: str, day: int, hour: int, place: str) -> ComingHearing:
    starts = datetime(2026, 12, day, hour, 30 if hour == 9 and day == 1 else 0, tzinfo=BEIJING)
    label = f"{starts.month}月{starts.day}日 {starts:%H:%M} {place}"
    return ComingHearing(key, case_number, starts, place=place, label=label)


_SALE, _LOAN = "（2026）京0105民初10086号", "（2026）沪0115民初20457号"
_CHAOYANG, _PUDONG = "北京市朝阳区人民法院", "上海市浦东新区人民法院"
_DIVORCE = "（2026）京0108民初5566号"
FOUR: Sequence[OwnCase] = (
    OwnCase(
        _SALE,
        _CHAOYANG,
        "买卖合同纠纷",
        "trial",
        (),
        (
            _hearing(_SALE, "h1", 1, 9, "第三法庭"),
            _hearing(_SALE, "h2", 8, 14, "第五法庭"),
            _hearing(_SALE, "h3", 15, 9, "在线庭审"),
        ),
    ),
    OwnCase(_LOAN, _PUDONG, "民间借贷纠纷", "trial", (), (_hearing(_LOAN, "h-loan", 1, 14, "第五法庭"),)),
    OwnCase("（2026）京0105执3307号", _CHAOYANG, "买卖合同纠纷执行", "enforcement"),
    OwnCase(
        _DIVORCE,
        "北京市海淀区人民法院",
        "离婚纠纷",
        "trial",
        (),
        (_hearing(_DIVORCE, "h-9", 9, 9, "在线庭审"),),
    ),
)
_TOLD: dict[str, dict[str, Any]] = {
    "hearings": {
        "function": "query.hearing",
        "fields": {},
        "words": "我最近有哪些庭",
        "items": [
            {"title": case.called, CASE: case.case_number, "hearing": case.hearings[0].id}
            for case in FOUR
            if case.hearings
        ],
    },
    "fee": {
        "function": "consult.fee",
        "fields": {"amount_yuan": "350000"},
        "words": "标的三十五万诉讼费多少",
    },
    "receipt": {
        "function": "request.hearing_postponement",
        "fields": {CASE: _SALE, "hearing": "h1", "reason": "那天在上海另有庭"},
        "words": "申请延期开庭",
    },
    "case": {"function": "query.case", "fields": {}, "words": "民间借贷那个案子怎么样了", "items": []},
    "rated": {"function": "feedback.rate", "fields": {"rating": 3}, "words": "三分"},
    "rated_low": {"function": "feedback.rate", "fields": {"rating": 1}, "words": "一分"},
}
