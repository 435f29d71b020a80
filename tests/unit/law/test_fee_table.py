"""The table of fees: every class with examples reckoned by hand, each sum by its role."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actions.law.articles import articles
from actions.law.assessing import Assessment, assess, assess_paid
from actions.law.changing import CONVERSION
from actions.law.errors import BaseOutOfRange, FeeUnsettled, InvalidAmount, RoleUnclear
from actions.law.fees import Circumstances, Instance, fee
from actions.law.money import LARGEST, Span
from actions.law.paying import payment, payments, reliefs
from actions.law.resting import Asked
from actions.law.sums import Role, Sums
from actions.law.tariff import load_tariff
from actions.law.terms import Procedure
from actions.law.time_limits import time_limit
from bot.language.tables import read_yaml

TABLE = read_yaml(Path(__file__).with_name("fee_table.yml"))
SETTLED = {key for key, kind in load_tariff().kinds.items() if not kind.unsettled}


def assessed(row: dict[str, Any]) -> Assessment:
    on = Circumstances(
        procedure=Procedure(row["procedure"]) if "procedure" in row else None,
        closed_by=row.get("closed_by"),
        instance=Instance(row.get("instance", "first")),
    )
    sums = Sums.of((role, Decimal(str(amount))) for role, amount in row["sums"])
    facts = {name: row[name] for name in ("event", "joined", "inquiry_closed", "whole") if name in row}
    return assess(Asked(row["kind"], sums, on, **facts))


def span(value: Any) -> Span:
    return Span.of(*(map(str, value) if isinstance(value, list) else (str(value),)))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['kind']}-{row['working'][:16]}")
def test_the_table(row: dict[str, Any]) -> None:
    result = assessed(row)
    assert result.lines[0].fee.amount == span(row["fee"])
    assert set(row["articles"]) <= set(result.articles)
    if "second" in row:
        assert result.lines[1].fee.amount == span(row["second"])
    change = result.changes[0] if result.changes else None
    for name in ("due", "back", "owed"):
        assert name not in row or (change and getattr(change, name) == span(row[name]))


def test_every_class_has_three_examples() -> None:
    told = Counter(row["kind"] for row in TABLE)
    assert {kind for kind in SETTLED if told[kind] < 3} == set()


def test_every_event_has_an_example() -> None:
    events = {row["event"] for row in TABLE if "event" in row}
    assert events >= {*load_tariff().refunds, CONVERSION} - {"claim_reduced", "claim_reduced_late"}


EDGES = [(key, band.over) for key, kind in load_tariff().kinds.items() for band in kind.bands]


@pytest.mark.parametrize(("kind", "edge"), EDGES)
def test_at_a_tier_edge_the_lower_rate_ends_and_the_higher_begins(kind: str, edge: Decimal) -> None:
    """Up to the edge the old rate holds; 10,000 yuan above it cost exactly the new rate of them."""
    entry = load_tariff().kind(kind)
    if entry.share or entry.cap:
        return
    rates = [Decimal(0), *(band.rate for band in entry.bands)]
    index = next(n for n, band in enumerate(entry.bands) if band.over == edge)
    at, below, above = (fee(kind, amount).amount.low for amount in (edge, edge - 100, edge + 100))
    assert at - below == 100 * rates[index]
    assert above - at == 100 * rates[index + 1]


@given(st.sampled_from(EDGES), st.decimals("0.01", "0.99", places=2))
def test_less_than_a_yuan_beyond_an_edge_never_lowers_a_fee(
    edge: tuple[str, Decimal], little: Decimal
) -> None:
    kind, over = edge
    assert fee(kind, over).amount.low <= fee(kind, over + little).amount.low <= fee(kind, over).amount.low + 1


AMOUNTS = st.decimals(0, 10**9, places=2)


@given(st.lists(AMOUNTS, min_size=2, max_size=4))
def test_several_claims_cost_what_their_sum_costs(claims: list[Decimal]) -> None:
    """解释第二百零一条; the order does not matter. One that is the sum of the others is their total."""
    assume(len(claims) == 2 or all(each * 2 != sum(claims) for each in claims))
    parts = assess(Asked("property", Sums.of(("claim", each) for each in claims)))
    assert parts.lines[0].fee.amount == fee("property", sum(claims, Decimal(0))).amount
    assert "cpi.201" in parts.articles


@given(AMOUNTS, AMOUNTS)
def test_an_appeal_rests_on_the_disputed_part_alone(awarded: Decimal, disputed: Decimal) -> None:
    sums = Sums.of([("judged", awarded), ("disputed", disputed)])
    result = assess(Asked("property", sums, Circumstances(instance=Instance.SECOND)))
    assert result.lines[0].fee.rests_on == disputed


@given(AMOUNTS, AMOUNTS, st.sampled_from([None, *Procedure]))
def test_a_changed_claim_settles_the_difference(
    one: Decimal, other: Decimal, procedure: Procedure | None
) -> None:
    low, high = sorted((one, other))
    on = Circumstances(procedure=procedure)
    raised = assess(Asked("property", Sums.of([("claim", low), ("raised_to", high)]), on))
    reduced = assess(Asked("property", Sums.of([("claim", high), ("reduced_to", low)]), on))
    assert raised.changes[0].owed == reduced.changes[0].back
    assert raised.changes[0].due == fee("property", high, on).amount


def test_an_unclear_role_is_asked_and_never_guessed() -> None:
    for role in ("claim", "judged"):
        with pytest.raises(RoleUnclear) as asked:
            assess(Asked("property", Sums.of([(role, 500_000)]), Circumstances(instance=Instance.SECOND)))
        assert asked.value.field == "disputed_yuan"


def test_what_a_joined_claim_costs_apart_is_said_where_nothing_was_told() -> None:
    result = assess(Asked("property", Sums.of([("counter", 900_000)])))
    assert result.lines[0].fee.total == 6400
    assert any("12800元" in note for note in result.notes)


def test_the_sum_that_a_fee_rests_on_is_named() -> None:
    result = assess(Asked("property", Sums.of([("claim", 400_000), ("added", 150_000)])))
    assert result.lines[0].rests_on == "标的金额55万元（40万元＋15万元）"
    divorce = assess(Asked("divorce", Sums.of([("property", 3_000_000), ("base_fee", 250)])))
    assert divorce.lines[0].rests_on == "分割的财产总额300万元"


@pytest.mark.parametrize("figure", [49, 301])
def test_a_figure_a_case_outside_the_law_is_refused(figure: int) -> None:
    with pytest.raises(BaseOutOfRange, match="50元至300元"):
        assess(Asked("divorce", Sums.of([("base_fee", figure)])))


def test_a_fee_without_a_standard_is_said_to_have_none() -> None:
    with pytest.raises(FeeUnsettled) as told:
        assess(Asked("security_interest"))
    assert "cpi.204" in told.value.articles


def test_sums_that_are_none_are_refused() -> None:
    for absurd in (-1, LARGEST + 1):
        with pytest.raises(InvalidAmount):
            Sums.of([(Role.CLAIM, absurd)])
    with pytest.raises(InvalidAmount):
        assess(Asked("property", Sums.of([("claim", 100), ("reduced_by", 200)])))
    with pytest.raises(InvalidAmount):
        assess(Asked("property", Sums.of([("claim", 100), ("raised_to", 50)])))


def test_of_a_fee_that_was_paid_half_comes_back_and_it_is_said_when_not() -> None:
    full = assess_paid(Decimal(9080), "withdrawal")
    assert full.changes[0].back == Span.of(4540)
    assert any("已经减半" in note for note in full.notes)
    halved = assess_paid(Decimal(4540), "withdrawal", Circumstances(procedure=Procedure.SUMMARY))
    assert halved.changes[0].back == Span.of(0)


def test_every_fee_that_is_due_says_who_pays_and_when() -> None:
    for key, kind in load_tariff().kinds.items():
        free = kind.flat == Span.of(0) and not kind.unsettled
        assert (payment(key) is None) == (free or key == "jurisdiction_objection")
    for rule in payments().values():
        assert set(rule.articles) <= set(articles())
        assert rule.limit is None or time_limit(rule.limit).length == 7
    assert payment("property", Instance.SECOND) == payments()["second"]
    assert payment("enforcement") == payments()["enforcement"]


def test_relief_has_its_cases_and_articles() -> None:
    assert {key: len(each.cases) for key, each in reliefs().items()} == {
        "exempt": 5,
        "reduced": 4,
        "deferred": 4,
    }
    assert all(set(each.articles) <= set(articles()) for each in reliefs().values())
