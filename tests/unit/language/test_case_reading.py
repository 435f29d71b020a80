from datetime import date

import pytest

from bot.language.case_number import CaseNumber, parse_exact
from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("【2021】豫0304民初300号", ["（2021）豫0304民初300号"]),
        ("2019苏0214民初6847号", ["（2019）苏0214民初6847号"]),
        ("2021)湘0422民初3436号", ["（2021）湘0422民初3436号"]),
        ("(2021)粤粤03民终12893号", ["（2021）粤03民终12893号"]),
        ("(22002200)皖05民终1584号", ["（2020）皖05民终1584号"]),
        ("19年江苏省高级人民法院判，民申6268号", ["（2019）苏民申6268号"]),
        ("2019年 湖北襄阳市中级人民法院民初1613号案", ["（2019）鄂06民初1613号"]),
        ("(2O25)京O1O5民初l2345号", ["（2025）京0105民初12345号"]),
        ("（2024）蒙0102民初5号", ["（2024）内0102民初5号"]),
        ("（2023）最高法民申123号之一", ["（2023）最高法民申123号"]),
        ("(2025)粤0106民初12345-1号", ["（2025）粤0106民初12345号"]),
        ("2024京0105民初3827、3828号", ["（2024）京0105民初3827号", "（2024）京0105民初3828号"]),
        ("（2024）粤0304民初18775-18777号", [f"（2024）粤0304民初{n}号" for n in (18775, 18776, 18777)]),
        ("2025京0105民初1 2024京0106民初2号", ["（2025）京0105民初1号", "（2024）京0106民初2号"]),
        ("去年海淀法院执恢12号", ["（2025）京0108执恢12号"]),
        ("(2025)京0105申12号，(2025)京0105破申12号", ["（2025）京0105破申12号"]),
        ("(2024)川0104民诉前调801号", ["（2024）川0104民诉前调801号"]),
        ("(2025)京0105行赔初7号", ["（2025）京0105行赔初7号"]),
        ("(2024)京0105民初字第123号", ["（2024）京0105民初123号"]),
        ("京零一零五民初一千二百三十四号，二零二五年的", ["（2025）京0105民初1234号"]),
        ("二五年的案子，京零一零五民初一二三", ["（2025）京0105民初123号"]),
        ("2025年龙岗民初667号", ["（2025）粤0307民初667号"]),
        ("（2025）川01民终5567二审", ["（2025）川01民终5567号"]),
    ],
)
def test_written_and_said_forms(
    text: str, numbers: list[str], directory: CourtDirectory, today: date
) -> None:
    found = read_case_numbers(text, directory, today)
    assert [r.number.canonical for r in found if r.number] == numbers


@pytest.mark.parametrize(
    ("text", "missing", "known"),
    [
        ("民初12345号", ("year", "court"), (None, None, "民初", 12345)),
        ("京0105民初12345号", ("year",), (None, "京0105", "民初", 12345)),
        ("2025京0105民初", ("serial",), (2025, "京0105", "民初", None)),
        ("2025京0105 12345号", ("type_code",), (2025, "京0105", None, 12345)),
        ("(2018)朝民初字第1号", ("court",), (2018, None, "民初", 1)),
        ("2025京105民初12345号", ("court",), (2025, None, "民初", 12345)),
        ("（2024）***民初12号", ("court",), (2024, None, "民初", 12)),
    ],
)
def test_what_is_missing_is_said(
    text: str,
    missing: tuple[str, ...],
    known: tuple[int | None, str | None, str | None, int | None],
    directory: CourtDirectory,
    today: date,
) -> None:
    (found,) = read_case_numbers(text, directory, today)
    assert (found.kind, found.missing) == ("partial", missing)
    assert (found.year, found.court, found.type_code, found.serial) == known


def test_a_name_that_several_courts_share_is_asked_back(directory: CourtDirectory, today: date) -> None:
    (found,) = read_case_numbers("2025年朝阳法院民初123号", directory, today)
    assert found.missing == ("court",)
    assert {court.code for court in found.court_candidates} >= {"京0105", "吉0104", "辽1321"}


@pytest.mark.parametrize(
    "text", ["（2013）东三法民三初字第80号", "(2014)朝民初字第12345号", "二零一四朝民初字第一二三号"]
)
def test_numbers_from_before_2016_are_recognised_as_such(
    text: str, directory: CourtDirectory, today: date
) -> None:
    (found,) = read_case_numbers(text, directory, today)
    assert found.kind == "old_style" and found.number is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("(2027)京0105民初1号", "2027"),
        ("(2025)台0105民初1号", "台"),
        ("(2025)京0105民出12345号", "民出"),
        ("(2025)京0105民初1234567890号", "八位"),
    ],
)
def test_the_impossible_is_refused_with_its_reason(
    text: str, word: str, directory: CourtDirectory, today: date
) -> None:
    (found,) = read_case_numbers(text, directory, today)
    assert found.kind == "impossible" and word in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "(2025)京0105民终12号",
        "(2025)京0199民初12号",
        "(2024)最高法刑核1号",
        "(2013)京0105民初1号",
        "(2025)京民督1号",
    ],
)
def test_the_odd_is_marked_but_not_refused(text: str, directory: CourtDirectory, today: date) -> None:
    (found,) = read_case_numbers(text, directory, today)
    assert found.kind == "exact" and found.doubtful


@pytest.mark.parametrize("text", ["(2025)京0105行初1号", "（2025）京0105刑初1号", "（2024）最高法知民终12号"])
def test_the_plausible_is_not_doubted(text: str, directory: CourtDirectory, today: date) -> None:
    (found,) = read_case_numbers(text, directory, today)
    assert found.kind == "exact" and not found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "执行他三套房",
        "银行他项权利证书",
        "执行500万",
        "新2025年规定",
        "公民申请法律援助",
        "朝阳法院执行局电话",
        "我要申请执行",
        "12月3号开庭",
        "标的八十八万",
        "民诉法第149条",
        "13812345678",
        "二审民终怎么收费",
    ],
)
def test_ordinary_sentences_hold_no_case_number(text: str, directory: CourtDirectory, today: date) -> None:
    assert read_case_numbers(text, directory, today) == []


def test_criminal_and_administrative_stay_as_written() -> None:
    number = parse_exact("（2025）京0105行初1号")
    assert number and number.kind == "行" and number.type_code == "行初"


@pytest.mark.parametrize(
    ("type_code", "kind"),
    [
        ("民初", "民"),
        ("刑医解", "刑"),
        ("行审", "行"),
        ("行保", "民"),
        ("行赔初", "赔"),
        ("执恢", "执"),
        ("司惩", "其他"),
    ],
)
def test_kind_follows_the_table_not_the_first_character(type_code: str, kind: str) -> None:
    assert CaseNumber(2025, "京0105", "", type_code, 1).kind == kind
