"""What single values of the feed are read as, and what is refused."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.service.feed import readers
from actions.service.feed.readers import Unreadable
from actions.service.feed.reading import Entry, read_line
from actions.service.feed.report import Refusal

PHC = b"$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"
FEN = st.integers(min_value=0, max_value=10**15 - 1)


@given(FEN)
def test_amounts_are_exact_as_text_and_as_number(fen: int) -> None:
    written = f"{fen // 100}.{fen % 100:02}"
    for amount in (f'"{written}"', written):
        line = f'{{"type": "fee", "id": "f", "amount_yuan": {amount}}}'
        entry = read_line(1, line.encode())
        assert isinstance(entry, Entry)
        assert entry.values["amount_yuan"] == Decimal(fen) / 100


@pytest.mark.parametrize(
    "amount",
    [
        "-1",
        "0.001",
        "100.000000000000001",
        "1e99999",
        "1e-99999",
        "1e9999999999999999999",
        "NaN",
        "true",
        "[]",
        '"1,000"',
        '"12.345"',
        '"-3"',
        '"五元"',
        '"NaN"',
        '"1e3"',
    ],
)
def test_amounts_that_are_none_are_refused(amount: str) -> None:
    line = f'{{"type": "fee", "id": "f", "amount_yuan": {amount}}}'
    assert isinstance(read_line(1, line.encode()), Refusal)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_a_moment_is_the_same_instant_whatever_its_offset(naive: datetime, minutes: int) -> None:
    written = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert readers.moment(written.isoformat()) == written
    with pytest.raises(Unreadable):
        readers.moment(naive.isoformat())


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("(2025)京0105民初12345号", "（2025）京0105民初12345号"),
        ("［2025］京0105民初12345号".replace("［", "[").replace("］", "]"), "（2025）京0105民初12345号"),
        ("（2025） 粤73知民初 8号", "（2025）粤73知民初8号"),
        ("（2024）最高法民申１２号", "（2024）最高法民申12号"),
        ("(2013)东三法民三初字第80号", "（2013）东三法民三初字第80号"),
    ],
)
def test_case_numbers_are_brought_to_their_canonical_form(written: str, canonical: str) -> None:
    assert readers.case_number(written) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "京0105民初12345号",
        "（2025）京0105民初12345",
        "（2025）京0105民初0123号",
        "（2025）朝民初字第80号",
        "（25）京0105民初1号",
        "（2025）京0105某初1号",
    ],
)
def test_other_case_numbers_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        readers.case_number(written)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"3",
        b"\xff\xfe{}",
        b"{}",
        b'{"type": "planet", "code": "x"}',
        b'{"type": ["court"], "code": "x"}',
        b'{"type": "court"}',
        b'{"type": "court", "code": null}',
        b'{"type": "court", "code": "x", "name": null}',
        b'{"type": "court", "code": "x", "removed": "yes"}',
        b'{"type": "court", "code": "x", "address": "a\\u0000b"}',
        b'{"type": "court", "code": "x", "address": "\\ud800"}',
        '{"type": "case", "case_number": "（2026）京0105民初1号", "judge": {"name": "\\ud800"}}'.encode(),
        b"[" * 100_000,
        b'{"type": "court", "code": "' + b"x" * 1_100_000 + b'"}',
        b'{"type": "court", "code": "' + b"x" * 65 + b'"}',
        b'{"type": "staff", "username": "u", "password_hash": "$2b$12$abcdefghijklmnopqrstuv"}',
        b'{"type": "staff", "username": "u", "password": "one", "password_hash": "%s"}' % PHC,
        b'{"type": "lawyer", "licence_no": "1", "phone": "13800010001"}',
        b'{"type": "lawyer", "licence_no": "1", "restricted_functions": ["request.filling"]}',
    ],
    ids=range(21),
)
def test_lines_that_cannot_be_taken_are_refused_by_number(line: bytes) -> None:
    refusal = read_line(7, line)
    assert isinstance(refusal, Refusal)
    assert refusal.line_no == 7


@given(st.binary(max_size=200))
def test_no_line_raises(line: bytes) -> None:
    read_line(1, line)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_value_of_a_field_raises_and_no_reason_repeats_it(value: object) -> None:
    for name in ("judge", "parties", "amount_yuan", "public", "evidence_until", "stage"):
        record = {"type": "case", "case_number": "（2026）京0105民初1号", name: value}
        read = read_line(1, json.dumps(record).encode())
        if isinstance(read, Refusal) and isinstance(value, str) and len(value) > 12:
            assert value not in read.reason
