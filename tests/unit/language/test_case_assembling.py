"""A case number in pieces: whatever the order and the hesitations between them, it is the same number."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.courts import CourtDirectory
from bot.language.reading import read

TODAY = date(2026, 11, 26)
COURTS = CourtDirectory.load_default()
GAPS = st.sampled_from(["，", " ", "，呃，", "的 ", "，那个，", "，是"])
HUNDRED = 100
ORDERS = [order for order in permutations(("year", "court", "type", "serial"))]


def numbers(text: str, modality: str = "voice") -> list[str]:
    found = read(text, today=TODAY, directory=COURTS, modality=modality).case_numbers
    return [str(each.number) for each in found if each.number]


@given(
    order=st.sampled_from(ORDERS),
    gaps=st.tuples(GAPS, GAPS, GAPS),
    court=st.sampled_from(["京0105", "沪0115", "冀0102", "豫16", "粤0106"]),
    kind=st.sampled_from(["民初", "执", "民终", "行初"]),
    serial=st.integers(11, 99_999),
)
def test_the_parts_of_a_number_stand_in_any_order(
    order: tuple[str, ...], gaps: tuple[str, ...], court: str, kind: str, serial: int
) -> None:
    said = {"year": "2026年", "court": court, "type": kind, "serial": f"{serial}号"}
    parts = [said[name] for name in order]
    text = "".join(part + gap for part, gap in zip(parts, (*gaps, ""), strict=True))
    whole = [f"（2026）{court}{kind}{serial}号"]
    if f"豫16 {serial}号" in text and serial < HUNDRED:
        assert numbers(text, "text") in (
            [],
            whole,
        )  # 豫16 11 may be a basic court's 豫1611: not read is right
    else:
        assert numbers(text, "text") == whole


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("民初幺零零八六号，京零幺零五的，二零二六年", "（2026）京0105民初10086号"),
        ("案号是冀零幺零二 二零二六 民初三二幺五", "（2026）冀0102民初3215号"),
        ("粤零幺零六民初 二零二五 幺幺幺二号", "（2025）粤0106民初1112号"),
        ("二零二六年豫十六民终七百五十二号", "（2026）豫16民终752号"),
        ("二零二六年湖北武汉零一零六民初五五五号", "（2026）鄂0106民初555号"),
        ("二零二六粤零幺零六 呃 民初 哦不对 民终 三三零幺号", "（2026）粤0106民终3301号"),
        ("二零二六年鲁零二民终三千号，不对，是三千零一号", "（2026）鲁02民终3001号"),
    ],
)
def test_what_is_said_in_pieces_or_put_right(said: str, number: str) -> None:
    assert numbers(said) == [number]


@pytest.mark.parametrize(
    "said",
    [
        "沪0115民初20457，2026年12月3日开庭",
        "京0105的民初案子，2026年立的",
        "2026年湖南武汉0106民初555号",
        "二零二六年三月京零幺零五开的庭，十二号去",
    ],
)
def test_what_lacks_a_part_is_not_made_whole(said: str) -> None:
    assert numbers(said) == []
