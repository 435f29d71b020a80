"""What a request can be about, several matters in one, questions that depend, effects of registering."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from sqlalchemy import func, select

from actions.dialogue.agenda import Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import required
from actions.dialogue.reading_back import barred, read_back
from actions.errors import BadFields, BadInput, Conflict, Forbidden, NotFound, SetupError
from actions.service.requests import effects, speech
from actions.service.requests.matters import load, matter
from actions.service.requests.offered import NotOffered
from actions.service.requests.receipt import Receipt
from actions.service.requests.states import move
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.requests.views import as_json
from actions.service.wording import Modality
from actions.store.database import Database
from actions.store.matters import Request
from actions.store.records import Court, Lawyer
from tests.inventing import INVENTED, Noted
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, CRIMINAL, FOREIGN, LAWYER, at

pytestmark = pytest.mark.usefixtures("noted")
MODALITIES: tuple[Modality, ...] = get_args(Modality)
FILING = {"sort": "enforcement", "court": "黄浦法院", "case_kind": "执", "amount": "5000"}
CIVIL_FILING = {"sort": "civil", "court": "沪0101", "case_kind": "民事", "mediation": "no"}


def ask(database: Database, function: str, **given: str) -> Receipt:
    with database.write() as session:
        return submit(at(session), LAWYER, Wanted.of(f"request.{function}", given), Origin("platform"))


def kept(database: Database, receipt: Receipt) -> dict[str, Any]:
    with database.read() as session:
        return as_json(session, session.get_one(Request, receipt.receipt_no))


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Request)) or 0


def test_where_there_is_no_case_the_court_gets_it_and_no_case_number_is_kept(court: Database) -> None:
    receipt = ask(court, "filing", **FILING)
    assert receipt.case_number is None and receipt.kind == "执"
    assert kept(court, receipt)["case_number"] is None
    with court.read() as session:
        assert session.get_one(Request, receipt.receipt_no).court_code == "沪0101"
    for modality in MODALITIES:
        text = speech.registered(receipt, modality)
        assert "案号" not in text
    assert "黄浦法院，执行案件" in speech.registered(receipt, "rich")


def test_a_court_that_nobody_knows_and_one_outside_his_area_are_refused(court: Database) -> None:
    with pytest.raises(BadInput, match="没有查到这个法院"):
        ask(court, "filing", **FILING | {"court": "月球法院"})
    with court.write() as session:
        lawyer = session.get_one(Lawyer, house.LICENCE)
        lawyer.kind, lawyer.practice_area = "基层法律服务工作者", ["京"]
    with pytest.raises(Forbidden, match="区域"):
        ask(court, "filing", **FILING)
    assert count(court) == 0


@pytest.mark.parametrize("number", [CIVIL, FOREIGN, "（2026）沪0101民初88号"])
def test_a_number_is_taken_in_the_same_words_whether_the_case_is_his_or_not_or_is_none(
    court: Database, number: str
) -> None:
    def said(number: str) -> str:
        receipt = ask(court, "representation_check", number=number)
        assert receipt.case_number == number
        return speech.registered(receipt, "rich").replace(number, "").replace(receipt.receipt_no, "")

    assert said(number) == said("（2026）沪0101民初89号")


@pytest.mark.parametrize("number", ["（2026）京0199民初1号", "民初88号"])
def test_a_number_must_be_whole_and_of_a_known_court(court: Database, number: str) -> None:
    with pytest.raises(BadInput):
        ask(court, "representation_check", number=number)


def test_both_of_two_cases_must_be_his_and_different(court: Database) -> None:
    receipt = ask(court, "schedule_avoidance", case_number=CIVIL, other_case_number=CRIMINAL)
    shown = kept(court, receipt)
    assert (shown["case_number"], shown["fields"]["other_case_number"]) == (CIVIL, CRIMINAL)
    assert shown["needs"][0]["by"] == house.later(days=10).isoformat()
    with pytest.raises(NotFound):
        ask(court, "schedule_avoidance", case_number=CIVIL, other_case_number=FOREIGN)
    with pytest.raises(BadInput, match="同一个案件"):
        ask(court, "schedule_avoidance", case_number=CIVIL, other_case_number=CIVIL)


def test_what_it_is_about_must_be_named(court: Database) -> None:
    with pytest.raises(BadFields) as caught:
        ask(court, "schedule_avoidance", case_number=CIVIL)
    assert set(caught.value.faults) == {"other_case_number"}
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **{**FILING, "case_kind": "离婚"})
    assert set(caught.value.faults) == {"case_kind"}


def test_a_variant_asks_for_its_own_and_brings_its_own_title_needs_and_materials(court: Database) -> None:
    civil, enforcement = (matter("request.filing").of_variant(each) for each in ("civil", "enforcement"))
    assert [field.name for field in enforcement.asked] == ["sort", "court", "case_kind", "amount"]
    assert (civil.title_zh, enforcement.title_zh) == ("申请民事一审立案", "申请立案")
    assert (civil.materials, len(civil.needs)) == (("起诉状", "证据目录"), 1)
    assert (enforcement.materials, len(enforcement.needs)) == (("起诉状",), 2)
    assert (civil.keeps_period, enforcement.keeps_period) == (True, False)
    receipt = ask(court, "filing", **FILING)
    assert [need["what"] for need in receipt.needs] == ["在律师服务平台签署起诉状", "提交生效法律文书"]
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **CIVIL_FILING | {"amount": "5"})
    assert set(caught.value.faults) == {"amount"}, "what another variant asks for is not asked here"


def test_which_of_several_must_be_said_and_may_have_another_kind_of_subject(court: Database) -> None:
    with pytest.raises(BadFields) as caught:
        ask(court, "preservation", case_number=CIVIL, amount="5")
    assert set(caught.value.faults) == {"sort"}
    before = ask(court, "preservation", sort="before", court="黄浦法院", case_kind="民", amount="5")
    during = ask(court, "preservation", sort="诉中保全", case_number=CIVIL, amount="5")
    assert (before.case_number, during.case_number) == (None, CIVIL)


def test_a_question_that_depends_is_asked_only_then(court: Database) -> None:
    receipt = ask(court, "filing", **CIVIL_FILING, mediator="工商联")
    assert "mediator" not in kept(court, receipt)["fields"]
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **CIVIL_FILING | {"mediation": "愿意"})
    assert set(caught.value.faults) == {"mediator"}
    asked = ask(court, "filing", **CIVIL_FILING | {"mediation": "愿意"}, mediator="工商联")
    assert kept(court, asked)["fields"]["mediator"] == "工商联"


def test_an_effect_happens_with_the_registration_or_neither_does(
    court: Database, noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ask(court, "filing", **FILING)
    assert noted == [(receipt.receipt_no, "enforcement")]

    def fail(*_: object) -> None:
        raise Conflict("这一步做不了")

    monkeypatch.setitem(effects.EFFECTS, "noted", fail)
    with court.write() as session, pytest.raises(Conflict):
        submit(at(session), LAWYER, Wanted.of("request.filing", FILING), Origin("platform"))
    assert count(court) == 1


def test_a_court_that_does_not_offer_it_is_looked_at_without_a_case_too(court: Database) -> None:
    with court.write() as session:
        session.get_one(Court, "沪0101").online_functions = []
    with pytest.raises(NotOffered):
        ask(court, "representation_check", number=CIVIL)


def test_the_lawyer_is_told_of_a_request_without_a_case(court: Database) -> None:
    receipt = ask(court, "filing", **FILING)
    with court.write() as session:
        talk = house.conversation(session, "web")
        session.get_one(Request, receipt.receipt_no).conversation_id = talk
        session.get_one(Request, receipt.receipt_no).channel = "web"
        move(at(session), receipt.receipt_no, "under_review", by="staff:lin")


def test_the_dialogue_asks_what_is_lacking_as_things_are(court: Database) -> None:
    heard = Heard("t-web", "c-web", "web", "rich")
    with court.write() as session:
        house.conversation(session, "web")
        desk = Desk.for_turn(at(session), "t-web")
        task = Task("request.filing")

        def lacks() -> list[str]:
            return [each.name for each in required(task, heard, desk) if each.name not in task.fields]

        assert lacks()[0] == "sort"
        task.fields = {"sort": "civil", "court": "黄浦法院", "case_kind": "民"}
        assert lacks() == ["mediation"]
        task.fields["mediation"] = "yes"
        assert lacks() == ["mediator"]
        task.fields["mediator"] = "工商联"
        assert barred(desk, task, "rich") is None
        text = read_back(desk, task, "rich").facts["text"]
        assert "申请民事一审立案" in text and "工商联" in text and "案号" not in text
        task.fields["sort"] = "enforcement"
        assert lacks() == ["amount"]


@pytest.mark.parametrize(
    ("name", "change", "where"),
    [
        ("filing", {"about": "case"}, "case_number"),
        ("filing", {"about": "somebody"}, "about"),
        ("filing", {"on_registered": ["open_nothing"]}, "open_nothing"),
        ("filing", {"variants": {"by": "court", "of": {}}}, "required choice"),
        ("filing", {"variants": {"by": "sort", "of": {"civil": {}}}}, "choices of sort"),
        ("filing", {"variants": {"by": "nobody", "of": {}}}, "required choice"),
        ("filing", {"prechecks": ["a_guess"]}, "a_guess"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(
    tmp_path: Path, name: str, change: dict[str, Any], where: str
) -> None:
    told = yaml.safe_load((INVENTED / f"{name}.yml").read_text(encoding="utf-8"))
    path = tmp_path / "broken.yml"
    path.write_text(yaml.safe_dump(told | change, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        load(path)
    assert "broken.yml" in caught.value.message and where in caught.value.message


def test_a_question_cannot_depend_on_a_choice_that_is_not_there(tmp_path: Path) -> None:
    text = (INVENTED / "filing.yml").read_text(encoding="utf-8")
    path = tmp_path / "broken.yml"
    for bad in ('{mediation: ["maybe"]}', "{mediator: [x]}"):
        path.write_text(text.replace('{mediation: ["yes"]}', bad), encoding="utf-8")
        with pytest.raises(SetupError, match="mediator is asked if"):
            load(path)
