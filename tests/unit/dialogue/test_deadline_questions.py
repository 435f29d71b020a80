"""Which period a sentence asks about, from which day, and what still has to be asked."""

from datetime import date
from typing import Any

import pytest

from actions.dialogue.agenda import Task
from actions.dialogue.deadline_question import DeadlineQuestion, question_of
from actions.dialogue.deadline_words import (
    CUES,
    day_of_event,
    length_named,
    rows_of_cues,
    wants_length,
)
from actions.dialogue.performers.deadlines import _lacking as lacking
from actions.law.serving import service_ways
from actions.law.terms import CaseKind
from actions.law.time_limits import time_limits
from bot.language.no_days import no_such_day
from bot.language.tables import read_yaml

TODAY = date(2026, 11, 23)


def asked(words: str, **fields: Any) -> DeadlineQuestion:
    return question_of(Task("consult.deadline", words=words, fields=fields), TODAY)


def test_every_row_of_the_table_can_be_asked_for() -> None:
    cues = read_yaml(CUES)
    named = {row.id for row in rows_of_cues()}
    for row in rows_of_cues():
        named |= {*row.kinds.values(), *row.also.values(), *((row.abroad,) if row.abroad else ())}
    for by_document in cues["families"]["appeal"]["rows"].values():
        named |= set(by_document.values())
    assert named == set(time_limits())


def test_every_way_of_service_is_one_of_the_law() -> None:
    cues = read_yaml(CUES)
    assert set(cues["ways"]) <= set(service_ways())


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("周五收到的民事判决，上诉到哪天", "L55"),
        ("前天的民事裁定什么时候上诉到期", "L81"),
        ("11月20日收到行政判决，最晚哪天上诉", "L56"),
        ("昨天收到行政裁定上诉期到几号", "L83"),
        ("刑事判决昨天拿到的，上诉截止哪天", "L57"),
        ("刑事裁定上诉期几天", "L84"),
        ("外国公司收到民事判决，上诉期多久", "L82"),
        ("不服复议决定几天内起诉", "L08"),
        ("行政处罚决定多久内可以起诉", "L07"),
        ("答辩期到哪天", "L18"),
        ("行政案件被告答辩期", "L88"),
        ("管辖异议最晚哪天提", "L19"),
        ("申请执行有几年", "L10"),
        ("申请再审多久内提", "L58"),
        ("有新证据申请再审的期限", "L103"),
        ("诉前保全以后几天内要起诉", "L37"),
        ("冻结12月31日到期，什么时候续封", "L38"),
        ("保全裁定不服复议几天", "L39"),
        ("保全裁定能上诉吗几天", "L39"),
        ("司法确认多久内申请", "L68"),
        ("离婚撤诉后多久能再起诉", "L80"),
        ("支付令异议期限", "L90"),
        ("国家赔偿时效几年", "L12"),
        ("案外人异议被驳回几天内起诉", "L87"),
        ("执行异议被驳回复议期限", "L86"),
        ("举证期限什么时候申请延长", "L28"),
        ("普通程序审限多久", "L50"),
        ("简易程序审限多久", "L51"),
        ("小额诉讼审限几个月", "L52"),
        ("上诉费几天内交", "L62"),
        ("反诉费几天内交", "L61"),
        ("民事案件立案审查几天", "L01"),
        ("行政立案审查几天", "L02"),
        ("撤回上诉什么时候提", "L43"),
        ("保全裁定11月20日收到，申请复议到哪天", "L39"),
        ("诉前保全11月5日采取的，最晚什么时候起诉", "L37"),
        ("复议决定书11月20日收到，起诉到哪天", "L08"),
        ("举证期限11月30日届满，延长申请最晚哪天", "L28"),
        ("案外人异议被驳回，11月20日收到裁定，起诉到哪天", "L87"),
    ],
)
def test_the_row_is_read(words: str, limit: str) -> None:
    found = asked(words).limit
    assert found is not None and found.id == limit


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("周五收到的判决，上诉到哪天", "case_kind"),
        ("周五收到的民事文书，上诉到哪天", "document"),
        ("民事判决上诉到哪天", "start"),
        ("民事判决上诉期几天", None),
        ("周五收到的民事判决，上诉到哪天", None),
        ("电子送达的民事判决，昨天我才点开，上诉到哪天", "arrived"),
        ("11月18日短信收到的民事判决，上诉到哪天", None),
        ("11月18日判的，11月20日收到的民事判决，上诉到哪天", None),
        ("11月18日、11月20日的民事判决，上诉到哪天", "which_day"),
        ("障碍消除后几天内申请顺延", "case_kind"),
        ("诉前保全11月20日交的，什么时候出裁定", "start_at"),
        ("到哪天", "period"),
    ],
)
def test_what_changes_the_day_is_asked_and_nothing_else(words: str, field: str | None) -> None:
    assert lacking(asked(words)) == field


@pytest.mark.parametrize(
    ("words", "said"),
    [("2月30日收到的判决", "2月30日"), ("十三月一号", "十三月一号"), ("4月31号", "4月31号")],
)
def test_a_day_that_no_calendar_has_is_seen(words: str, said: str) -> None:
    assert no_such_day(words) == said


def test_a_leap_day_is_a_day() -> None:
    assert no_such_day("2月29日收到的判决") is None


def test_the_day_of_the_event_counts_among_several() -> None:
    assert day_of_event("11月10日判的，11月20日收到", TODAY) == date(2026, 11, 20)
    assert day_of_event("11月10日、11月20日", TODAY) is None


def test_an_event_without_a_year_is_of_the_past_and_what_runs_out_lies_ahead() -> None:
    for words, year in (("离婚案5月20日撤诉，什么时候能再起诉", 2026), ("查封5月20日到期，哪天续封", 2027)):
        start = asked(words).start()
        assert start is not None and start.day == date(year, 5, 20)


def test_several_electronic_ways_count_from_the_earliest() -> None:
    start = asked("短信11月18日发来，邮箱11月20日发来的民事判决，上诉到哪天").start()
    assert start is not None and start.day == date(2026, 11, 18)


def test_a_public_notice_counts_from_its_end() -> None:
    start = asked("11月2日公告送达的民事判决，上诉到哪天").start()
    assert start is not None and start.day == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("周五收到小额诉讼的判决，上诉到哪天", "cpl.165"),
        ("特别程序的判决上诉期", "cpl.185"),
        ("民事调解书上诉到哪天", "cpl.100"),
        ("二审民事判决还能上诉吗到哪天", "cpl.182"),
        ("民事准许撤诉裁定上诉期", "cpl.157"),
    ],
)
def test_what_cannot_be_appealed_is_said_first(words: str, article: str) -> None:
    barred = asked(words).barred()
    assert barred is not None and article in barred.articles


def test_the_kind_of_case_stands_in_its_number() -> None:
    task = Task("consult.deadline", words="上诉到哪天", entities={"case_number": ["（2026）京0105刑初12号"]})
    assert question_of(task, TODAY).kind is CaseKind.CRIMINAL


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("从11月20日起算十五天", (15, "日")),
        ("2026年11月20日起30日内", (30, "日")),
        ("收到之日起两个月", (2, "月")),
        ("从今天起10个工作日", (10, "工作日")),
        ("四十八小时以内", (48, "小时")),
        ("十一月二十日收到", None),
        ("九千九百年", None),
    ],
)
def test_a_length_is_no_day_of_the_month(words: str, length: tuple[int, str] | None) -> None:
    found = length_named(words)
    assert (found and (found.count, found.unit)) == length


def test_how_long_and_until_when_are_two_questions() -> None:
    assert wants_length("民事判决上诉期多少天") and not wants_length("上诉到哪天")
    assert not wants_length("上诉期几天，最晚哪天")
