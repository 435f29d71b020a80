"""The measures of an evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.commands.evaluation.labelled import Meaning, Pair, Sample
from api.commands.evaluation.metrics import (
    OUTSIDE,
    calibration_error,
    confusions,
    disagreement,
    functions,
    measure,
    reliability,
)
from api.commands.evaluation.picture import confusion_picture
from api.commands.evaluation.score import Score
from api.commands.evaluation.values import agreement, by_kind, by_style, failures, invented, others_business

NAMES = st.sampled_from(["query.case", "query.fee", OUTSIDE])
SHARES = st.floats(0, 1)


def pair(
    expected: str,
    found: str,
    confidence: float = 1.0,
    *,
    cases: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    slots: tuple[dict[str, Any], dict[str, Any]] | None = None,
) -> Pair:
    said, heard = slots or ({}, {})
    return Pair(
        Sample("a.jsonl", {"text": "…"}, Meaning(expected, frozenset(cases[0]), said)),
        Meaning(found, frozenset(cases[1]), heard, confidence),
    )


PAIRS = st.lists(st.builds(pair, NAMES, NAMES, SHARES), min_size=1)


def test_scope_is_measured_from_both_sides() -> None:
    pairs = [pair(OUTSIDE, OUTSIDE), pair(OUTSIDE, "query.fee"), *[pair("query.fee", "query.fee")] * 3]
    pairs.append(pair("query.fee", OUTSIDE))
    measures = measure(pairs)
    assert measures.out_of_scope_recall == pytest.approx(1 / 2)
    assert measures.false_alarms == pytest.approx(1 / 4)


def test_macro_f1_weighs_rare_functions_like_frequent_ones() -> None:
    pairs = [*[pair("query.case", "query.case")] * 9, pair("query.fee", "query.case")]
    assert measure(pairs).macro_f1 == pytest.approx((18 / 19 + 0) / 2)


def test_case_numbers_count_one_by_one() -> None:
    pairs = [pair("query.case", "query.case", cases=(("a", "b"), ("b", "c")))]
    assert measure(pairs).case_numbers == Score(right=1, wrong=1, missed=1)


def test_a_wrong_value_is_both_wrong_and_missed() -> None:
    pairs = [
        pair("a", "a", slots=({"rating": 5}, {"rating": 5})),
        pair("a", "a", slots=({"rating": 5}, {"rating": 1})),
        pair("a", "a", slots=({}, {"rating": 2, "person": "林"})),
        pair("a", "a", slots=({"rating": 3}, {})),
    ]
    assert measure(pairs).slots == {"rating": Score(right=1, wrong=2, missed=2)}


@pytest.mark.parametrize("written", ["13800010001", "138 0001 0001", "+86 138-0001-0001"])
def test_a_telephone_number_may_be_written_as_dialled(written: str) -> None:
    pairs = [pair("a", "a", slots=({"phone": written}, {"phone": "+8613800010001"}))]
    assert measure(pairs).slots["phone"].f1 == 1


def test_confidence_that_equals_accuracy_is_calibrated() -> None:
    pairs = [*[pair("a", "a", 0.75)] * 3, pair("a", "b", 0.75)]
    assert calibration_error(reliability(pairs), 4) == pytest.approx(0)


@given(PAIRS)
def test_shares_are_shares_and_counts_add_up(pairs: list[Pair]) -> None:
    measures = measure(pairs)
    for share in (measures.accuracy, measures.macro_f1, measures.calibration_error):
        assert share is not None and 0 <= share <= 1
    wrong = sum(count for _, count in confusions(pairs))
    assert wrong == sum(not each.right for each in pairs)
    assert sum(score.right + score.missed for score in functions(pairs).values()) == len(pairs)
    assert sum(each.count for each in reliability(pairs)) == len(pairs)


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_comparing_two_models_is_symmetric(outcomes: list[tuple[bool, bool]]) -> None:
    first = [pair("a", "a" if right else "b") for right, _ in outcomes]
    second = [pair("a", "a" if right else "b") for _, right in outcomes]
    only_first, only_second, chance = disagreement(first, second)
    assert disagreement(second, first) == (only_second, only_first, chance)
    assert 0 < chance <= 1
    assert only_first != only_second or chance == 1


@given(PAIRS)
def test_the_picture_shows_every_kind_of_pair_once(pairs: list[Pair]) -> None:
    cells = fromstring(confusion_picture(pairs)).iter("{http://www.w3.org/2000/svg}title")
    assert len(list(cells)) == len({(p.sample.expected.function, p.found.function) for p in pairs})


def labelled(
    expected: dict[str, Any], found: dict[str, Any], *, declined: tuple[str | None, str | None] = (None, None)
) -> Pair:
    sample = Sample("a.jsonl", {"text": "…"}, Meaning("a", frozenset(), expected, declined=declined[0]))
    return Pair(sample, Meaning("a", frozenset(), found, declined=declined[1]))


def test_a_list_of_values_counts_one_by_one() -> None:
    pairs = [labelled({"date": ["2026-12-03", "2026-12-05"]}, {"date": ["2026-12-05", "2026-12-06"]})]
    assert by_kind(pairs) == {"date": Score(right=1, wrong=1, missed=1)}


def test_sums_are_graded_with_and_without_their_roles() -> None:
    said = {"sums": [{"yuan": "800000", "role": "disputed"}]}
    heard = {"sums": [{"yuan": "800000.00", "role": "claim"}]}
    scores = by_kind([labelled(said, heard)])
    assert scores["sums"] == Score(right=0, wrong=1, missed=1)
    assert scores["sums, yuan alone"] == Score(right=1, wrong=0, missed=0)


def test_a_value_that_nobody_said_or_a_part_of_one_is_invented() -> None:
    pairs = [
        labelled({"amount_yuan": 528000}, {"amount_yuan": 528000}),
        labelled({"amount_yuan": 528000}, {"amount_yuan": 28000}),
        labelled({}, {"amount_yuan": 30}),
        labelled({}, {"reason": "…"}),
        labelled({"amount_yuan": 5}, {}),
    ]
    made_up = invented(pairs)
    assert (made_up.sentences, made_up.of) == (2, 5)


def test_what_either_of_two_labellers_heard_was_said() -> None:
    pair = labelled({"amount_yuan": 5}, {"amount_yuan": 8})
    other = replace(
        pair, sample=replace(pair.sample, second=Meaning("consult.fee", frozenset(), {"amount_yuan": 8}))
    )
    assert (invented([pair]).sentences, invented([other]).sentences) == (1, 0)
    assert agreement([pair]) == {}
    assert agreement([other])["amount_yuan"] == (0, 1)


def test_a_sum_is_no_invention_whatever_its_role() -> None:
    said = {"sums": [{"yuan": "5", "role": "claim"}]}
    heard = {"amount_yuan": 5, "sums": [{"yuan": "5", "role": "paid"}]}
    assert invented([labelled(said, heard)]).sentences == 0


def test_other_peoples_business_is_measured_from_both_sides() -> None:
    kind = "others_data"
    pairs = [
        labelled({}, {}, declined=(kind, kind)),
        labelled({}, {}, declined=(kind, None)),
        labelled({}, {}, declined=(None, kind)),
        labelled({}, {}),
    ]
    assert others_business(pairs) == Score(right=1, wrong=1, missed=1)
    assert others_business([labelled({}, {})]) is None


def test_failures_are_counted_by_kind_and_style() -> None:
    pairs = [labelled({"date": "2026-12-03"}, {"date": "2026-12-04"}), labelled({"date": "2026-12-03"}, {})]
    assert failures(pairs) == {"a.jsonl": {"date": 2}}
    assert by_style(pairs)["written"]["date"].missed == 2
