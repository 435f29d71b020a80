"""Answers in messages of a limited size: nothing is lost, and the question stands whole at the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actions.service.channels import Length
from api.gateway.written import messages, one_message

LIMIT = Length(2047, "bytes")
MORE = "（内容较长，以下从略）"
PIECES = st.text(st.sampled_from("一二三，。？\n a1😀"), min_size=1, max_size=60)
TEXTS = st.builds(lambda piece, times: piece * times, PIECES, st.integers(0, 120))


def bare(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_every_message_fits_and_nothing_is_lost(text: str) -> None:
    pieces = messages(text, LIMIT)
    assert all(piece and LIMIT.fits(piece) for piece in pieces)
    assert bare("".join(pieces)) == bare(text)


@given(TEXTS, st.integers(1, 12))
def test_the_question_and_its_choices_stand_last(text: str, count: int) -> None:
    asked = "\n".join(["您要办哪一样？", *(f"{number}. 第{number}样" for number in range(1, count + 1))])
    whole = f"{text}\n\n{asked}"
    assert messages(whole, LIMIT)[-1].endswith(asked)
    one = one_message(whole, LIMIT, MORE)
    assert LIMIT.fits(one)
    assert one.endswith(asked)


@given(TEXTS)
def test_what_is_left_out_is_said(text: str) -> None:
    one = one_message(text, LIMIT, MORE)
    assert LIMIT.fits(one)
    assert (MORE in one) is not LIMIT.fits(text.strip())


@given(TEXTS)
def test_a_channel_without_limit_gets_it_whole(text: str) -> None:
    assert messages(text, None) == ([text.strip()] if text.strip() else [])
