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
from actions.errors import BadFields, BadInput, Conflict, Forbidden, SetupError
from actions.service.requests import effects, matters, speech
from actions.service.requests.matters import FOLDER, load, matter
from actions.service.requests.offered import NotOffered
from actions.service.requests.prechecking import Checked
from actions.service.requests.receipt import Receipt
from actions.service.requests.states import move
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.requests.views import as_json
from actions.service.wording import Modality
from actions.service.work import Work
from actions.store.database import Database
from actions.store.matters import Request
from actions.store.records import Court, Lawyer
from bot.language.tables import read_yaml
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, FOREIGN, LAWYER, at

MODALITIES: tuple[Modality, ...] = get_args(Modality)
FILING = {
    "sort": "enforcement",
    "court": "黄浦法院",
    "case_kind": "执",
    "basis": "（2024）沪0101民初88号判决",
    "applicant": "宋朗月",
    "debtor": "齐万里",
    "amount": "5000",
    "due_on": "2025-10-10",
}
ADMINISTRATIVE = {
    "sort": "administrative",
    "court": "沪0101",
    "plaintiff": "宋朗月",
    "agency": "某区市场监督管理局",
    "act": "行政处罚决定",
    "reconsidered": "no",
    "known_on": "2026-01-10",
    "claims": "撤销处罚决定",
}
CHECK = {"client": "宋朗月", "position": "plaintiff", "authority": "special"}


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """What an effect of registering a filing was given: receipt number and variant."""
    given: list[tuple[str, str | None]] = []

    def note(work: Work, checked: Checked, receipt: Receipt) -> None:
        given.append((receipt.receipt_no, checked.matter.variant))

    filing = matter("request.filing")
    monkeypatch.setitem(effects.EFFECTS, "noted", note)
    monkeypatch.setitem(
        matters._matters(), "request.filing", filing.model_copy(update={"on_registered": ("noted",)})
    )
    return given


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
        receipt = ask(court, "representation_check", number=number, **CHECK)
        assert receipt.case_number == number
        return speech.registered(receipt, "rich").replace(number, "").replace(receipt.receipt_no, "")

    assert said(number) == said("（2026）沪0101民初89号")


@pytest.mark.parametrize("number", ["（2026）京0199民初1号", "民初88号"])
def test_a_number_must_be_whole_and_of_a_known_court(court: Database, number: str) -> None:
    with pytest.raises(BadInput):
        ask(court, "representation_check", number=number, **CHECK)


def test_what_it_is_about_must_be_named(court: Database) -> None:
    with pytest.raises(BadFields) as caught:
        ask(court, "schedule_avoidance")
    assert set(caught.value.faults) == {"case_number"}
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **{**FILING, "case_kind": "离婚"})
    assert set(caught.value.faults) == {"case_kind"}


def test_a_variant_asks_for_its_own_and_brings_its_own_title_needs_and_materials(court: Database) -> None:
    civil, enforcement = (matter("request.filing").of_variant(each) for each in ("civil", "enforcement"))
    assert [field.name for field in enforcement.asked][:4] == ["sort", "court", "case_kind", "basis"]
    assert (civil.title_zh, enforcement.title_zh) == ("申请民事一审立案", "申请执行立案")
    assert "身份证明" in civil.materials and "身份证明" in enforcement.materials
    assert "起诉状及副本" in civil.materials and "起诉状及副本" not in enforcement.materials
    release = matter("request.preservation").of_variant("release")
    assert (release.keeps_period, matter("request.preservation").of_variant("renewal").keeps_period) == (
        False,
        True,
    )
    receipt = ask(court, "filing", **FILING)
    assert [need["what"] for need in receipt.needs] == [need.what for need in enforcement.needs]
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **ADMINISTRATIVE | {"debtor": "齐万里"})
    assert set(caught.value.faults) == {"debtor"}, "what another variant asks for is not asked here"


def test_which_of_several_must_be_said_and_may_have_another_kind_of_subject(court: Database) -> None:
    asked = {"amount": "5", "property": "某银行账户"}
    with pytest.raises(BadFields) as caught:
        ask(court, "preservation", case_number=CIVIL, **asked)
    assert set(caught.value.faults) == {"sort"}
    first = {"sort": "before_suit", "court": "黄浦法院", "case_kind": "民"}
    before = ask(court, "preservation", **first, respondent="齐万里", urgency="正在转移财产", **asked)
    during = ask(court, "preservation", sort="诉讼中保全", case_number=CIVIL, **asked)
    assert (before.case_number, during.case_number) == (None, CIVIL)


def test_a_question_that_depends_is_asked_only_then(court: Database) -> None:
    receipt = ask(court, "filing", **ADMINISTRATIVE, decision_on="2026-02-01")
    assert "decision_on" not in kept(court, receipt)["fields"]
    with pytest.raises(BadFields) as caught:
        ask(court, "filing", **ADMINISTRATIVE | {"reconsidered": "经过复议"})
    assert set(caught.value.faults) == {"decision_on"}
    asked = ask(court, "filing", **ADMINISTRATIVE | {"reconsidered": "经过复议"}, decision_on="2026-02-20")
    assert kept(court, asked)["fields"]["decision_on"] == "2026-02-20"


def test_an_effect_happens_with_the_registration_or_neither_does(
    court: Database, noted: list[tuple[str, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ask(court, "filing", **FILING)
    assert noted == [(receipt.receipt_no, "enforcement")]

    def fail(*_: object) -> None:
        raise Conflict("这一步做不了")

    monkeypatch.setitem(effects.EFFECTS, "noted", fail)
    with court.write() as session, pytest.raises(Conflict):
        other = FILING | {"debtor": "石小岩"}
        submit(at(session), LAWYER, Wanted.of("request.filing", other), Origin("platform"))
    assert count(court) == 1


def test_a_court_that_does_not_offer_it_is_looked_at_without_a_case_too(court: Database) -> None:
    with court.write() as session:
        session.get_one(Court, "沪0101").online_functions = []
    with pytest.raises(NotOffered):
        ask(court, "representation_check", number=CIVIL, **CHECK)


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
        task.fields = {**ADMINISTRATIVE, "case_kind": "行"}
        del task.fields["reconsidered"], task.fields["known_on"]
        assert lacks() == ["reconsidered"]
        task.fields["reconsidered"] = "yes"
        assert lacks() == ["decision_on"]
        task.fields["decision_on"] = "2026-02-20"
        assert barred(desk, task, "rich") is None
        text = read_back(desk, task, "rich").facts["text"]
        assert "申请行政一审立案" in text and "行政处罚决定" in text and "案号" not in text
        task.fields["sort"] = "enforcement"
        assert "debtor" in lacks() and "agency" not in lacks()


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
    told = read_yaml(FOLDER / f"{name}.yml")
    path = tmp_path / "broken.yml"
    path.write_text(yaml.safe_dump(told | change, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        load(path)
    assert "broken.yml" in caught.value.message and where in caught.value.message


def test_a_question_cannot_depend_on_a_choice_that_is_not_there(tmp_path: Path) -> None:
    text = (FOLDER / "filing.yml").read_text(encoding="utf-8")
    path = tmp_path / "broken.yml"
    for bad in ('{reconsidered: ["maybe"]}', "{decision_on: [x]}"):
        path.write_text(text.replace('{reconsidered: ["no"]}', bad), encoding="utf-8")
        with pytest.raises(SetupError, match="known_on is asked if"):
            load(path)
