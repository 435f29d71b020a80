"""Any case number, however a lawyer writes or says it, reads back as itself."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.case_number import CaseNumber, parse_exact
from bot.language.case_reading import read_case_numbers
from bot.language.case_types import case_types
from bot.language.court_table import provinces
from bot.language.courts import CourtDirectory

TODAY = date(2026, 11, 21)
COURTS = CourtDirectory.load_default()
CODES = sorted(court.code for court in COURTS)
TYPES = sorted(case_types())


@st.composite
def case_numbers(draw: st.DrawFn) -> CaseNumber:
    type_code = draw(st.sampled_from(TYPES))
    special = draw(st.sampled_from(["", "知"])) if type_code[0] in "民行" else ""
    serial = draw(st.one_of(st.integers(1, 99_999), st.integers(1, 99_999_999)))
    return CaseNumber(draw(st.integers(2016, 2026)), draw(st.sampled_from(CODES)), special, type_code, serial)


def aloud(draw: st.DrawFn, digits: str) -> str:
    one, nought, two = (
        draw(st.sampled_from("一幺")),
        draw(st.sampled_from("零洞〇")),
        draw(st.sampled_from("二两")),
    )
    return "".join(f"{nought}{one}{two}三四五六七八九"[int(d)] for d in digits)


def year_forms(draw: st.DrawFn, year: int) -> str:
    short, said = f"{year % 100:02}", aloud(draw, str(year))
    tens = "十" if year < 2020 else "二十"
    unit = "零一二三四五六七八九"[year % 10] if year % 10 else ""
    return draw(
        st.sampled_from(
            [
                f"（{year}）",
                f"({year})",
                f"【{year}】",
                f"〔{year}〕",
                f"[{year}]",
                f"（{year}]",
                f"({year}",
                f"{year}）",
                f"{year}",
                f"{year}年",
                f"{year} ",
                f"（{short}）",
                f"{short}年",
                said,
                f"{said}年",
                f"{said}，",
                f"两千零{tens}{unit}年",
                f"二千零{tens}{unit}年",
                f"括号{said}括号",
                f"{year}".replace("0", "O"),
                "".join(c * 2 for c in str(year)),
                str(year).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            ]
        )
    )


def court_forms(draw: st.DrawFn, code: str) -> str:
    if code == "最高法":
        return draw(st.sampled_from(["最高法", "最高院", "最高人民法院", "最高法院"]))
    sign, seat = code[0], code[1:]
    name = provinces()[sign][1]
    short = name.removesuffix("市").removesuffix("省") if sign in "京津沪渝粤湘川" else name
    forms = [
        code,
        f"{sign} {seat}".strip(),
        sign + aloud(draw, seat),
        short + seat,
        sign * 2 + seat,
        sign + seat.replace("0", "o"),
    ]
    return draw(st.sampled_from(forms))


def serial_forms(draw: st.DrawFn, serial: int) -> str:
    return draw(
        st.sampled_from(
            [
                str(serial),
                f"{serial:05}",
                f"{serial:,}",
                aloud(draw, str(serial)),
                f"第{serial}",
                f"字第{serial}",
            ]
        )
    )


@st.composite
def written(draw: st.DrawFn) -> tuple[CaseNumber, str]:
    number = draw(case_numbers())
    gap = draw(st.sampled_from(["", "", " ", "，", "、", "的"]))
    end = draw(st.sampled_from(["号", "号", "", "号之一", "号。", "号案", " 号", "，"]))
    around = draw(
        st.sampled_from([("", ""), ("我的案号是", ""), ("查一下", "的进展"), ("案号：", "，标的五十万")])
    )
    text = (
        around[0]
        + year_forms(draw, number.year)
        + gap
        + court_forms(draw, number.court)
        + gap
        + number.special
        + number.type_code
        + gap
        + serial_forms(draw, number.serial)
        + end
        + around[1]
    )
    return number, text


@given(case_numbers())
def test_canonical_form_is_parsed_exactly(number: CaseNumber) -> None:
    assert parse_exact(number.canonical) == number


@settings(max_examples=400, deadline=None)
@given(written())
def test_messy_form_reads_back(case: tuple[CaseNumber, str]) -> None:
    number, text = case
    found = read_case_numbers(text, COURTS, TODAY)
    assert [(reading.kind, reading.number) for reading in found] == [("exact", number)]


@settings(max_examples=200, deadline=None)
@given(case_numbers())
def test_what_is_read_out_can_be_read_in(number: CaseNumber) -> None:
    assert [r.number for r in read_case_numbers(number.spoken, COURTS, TODAY)] == [number]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(case_numbers(), min_size=2, max_size=4, unique=True), st.sampled_from(["、", "和", "，", " "])
)
def test_several_in_one_sentence(numbers: list[CaseNumber], joint: str) -> None:
    text = joint.join(number.canonical for number in numbers)
    assert [r.number for r in read_case_numbers(text, COURTS, TODAY)] == numbers


@given(st.text(max_size=200))
def test_nothing_makes_it_fail(text: str) -> None:
    for reading in read_case_numbers(text, COURTS, TODAY):
        assert 0 <= reading.start < reading.end
