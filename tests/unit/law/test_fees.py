"""The tariff of 《诉讼费用交纳办法》, exact and reduced only as the law allows."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.errors import AmountMissing, InvalidAmount, InvalidTariff, UnknownFeeKind
from actions.law.fees import Circumstances, ClosedBy, Instance, fee
from actions.law.money import NOTHING, Span, in_words
from actions.law.refunds import refund_on
from actions.law.tariff import load_tariff
from actions.law.terms import Procedure

AMOUNTS = st.decimals(0, 10**11, places=2, allow_nan=False, allow_infinity=False)
KINDS = sorted(key for key, kind in load_tariff().kinds.items() if not kind.unsettled)
REDUCTIONS = st.fixed_dictionaries(
    {
        "procedure": st.sampled_from([None, *Procedure]),
        "closed_by": st.sampled_from([None, "mediation", "withdrawal"]),
        "joined": st.booleans(),
    }
)

# The well-known quick formulas: rate and constant from each threshold on.
QUICK = [
    ("0", "0", "50"), ("10000", "0.025", "-200"), ("100000", "0.02", "300"), ("200000", "0.015", "1300"),
    ("500000", "0.01", "3800"), ("1000000", "0.009", "4800"), ("2000000", "0.008", "6800"),
    ("5000000", "0.007", "11800"), ("10000000", "0.006", "21800"), ("20000000", "0.005", "41800"),
]  # fmt: skip


def quick(amount: Decimal) -> Decimal:
    rate, constant = next((r, c) for over, r, c in reversed(QUICK) if amount > Decimal(over) or over == "0")
    return amount * Decimal(rate) + Decimal(constant)


@given(AMOUNTS)
def test_piecewise_sum_equals_the_quick_formula(amount: Decimal) -> None:
    total = fee("property", amount).total
    assert total is not None
    # each part is rounded to the fen, so ten parts may differ from the whole by at most five hundredths
    assert abs(total - quick(amount)) <= Decimal("0.05")


@given(st.integers(0, 10**8).map(lambda hundreds: hundreds * 1000))
def test_quick_formula_is_met_to_the_fen_on_whole_thousands(amount: int) -> None:
    assert fee("property", amount).total == quick(Decimal(amount))


@given(st.sampled_from(KINDS), AMOUNTS, AMOUNTS)
def test_a_larger_claim_never_costs_less(kind: str, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    small, large = fee(kind, low).amount, fee(kind, high).amount
    assert small.low <= large.low and small.high <= large.high


@given(st.sampled_from(KINDS), AMOUNTS, REDUCTIONS, st.sampled_from(Instance))
def test_steps_add_up_and_a_fee_is_never_negative(
    kind: str, amount: Decimal, reductions: dict[str, object], instance: Instance
) -> None:
    result = fee(kind, amount, Circumstances(instance=instance, **reductions))  # type: ignore[arg-type]
    assert sum((step.amount for step in result.steps), NOTHING) == result.amount
    assert Decimal(0) <= result.amount.low <= result.amount.high
    assert result.amount.low == round(result.amount.low, 2)


@given(st.sampled_from(KINDS), AMOUNTS, REDUCTIONS)
def test_reductions_halve_once_however_many_there_are(
    kind: str, amount: Decimal, reductions: dict[str, object]
) -> None:
    full = fee(kind, amount).amount
    reduced = fee(kind, amount, Circumstances(**reductions)).amount  # type: ignore[arg-type]
    assert reduced in (full, full.share(1, 2))


@pytest.mark.parametrize(
    ("kind", "amount", "total"),
    [
        ("property", 10_000, "50"),
        ("property", 528_000, "9080"),
        ("property", 100_000, "2300"),
        ("property", 20_000_000, "141800"),
        ("property", Decimal("60607.77"), "1315.19"),
        ("enforcement", 10_000, "50"),
        ("enforcement", 500_000, "7400"),
        ("enforcement", 5_000_000, "52400"),
        ("enforcement", 10_000_000, "77400"),
        ("enforcement", 20_000_000, "87400"),
        ("preservation", 1_000, "30"),
        ("preservation", None, "30"),
        ("preservation", 100_000, "1020"),
        ("preservation", 896_000, "5000"),
        ("preservation", 50_000_000, "5000"),
        ("payment_order", 100_000, "766.67"),
        ("bankruptcy", 528_000, "4540"),
        ("bankruptcy", 1_000_000_000, "300000"),
        ("labour", 80_000, "10"),
        ("administrative", None, "50"),
        ("administrative_special", None, "100"),
        ("public_notice", None, "100"),
        ("arbitration_set_aside", None, "400"),
        ("maritime_claim_registration", None, "1000"),
        ("ip", 528_000, "9080"),
    ],
)
def test_known_fees(kind: str, amount: Decimal | int | None, total: str) -> None:
    assert fee(kind, amount).total == Decimal(total)


@pytest.mark.parametrize(
    ("kind", "amount", "low", "high"),
    [
        ("divorce", None, "50", "300"),
        ("divorce", 200_000, "50", "300"),
        ("divorce", 1_000_000, "4050", "4300"),
        ("personality", 50_000, "100", "500"),
        ("personality", 150_000, "850", "1250"),
        ("other_nonproperty", None, "50", "100"),
        ("ip", None, "500", "1000"),
        ("jurisdiction_objection", None, "50", "100"),
        ("enforcement", None, "50", "500"),
        ("maritime_limitation_fund", None, "1000", "10000"),
    ],
)
def test_what_is_left_to_province_or_court_stays_a_range(
    kind: str, amount: int | None, low: str, high: str
) -> None:
    result = fee(kind, amount)
    assert result.total is None
    assert result.amount == Span.of(low, high)
    assert any("幅度内确定" in note for note in result.notes)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("special_procedure", "fee.8"),
        ("ruling_appeal", "fee.8"),
        ("administrative_compensation", "fee.8"),
        ("retrial", "fee.9"),
        ("state_compensation", "comp.41"),
    ],
)
def test_what_nobody_pays_for_is_zero_with_its_article(kind: str, key: str) -> None:
    result = fee(kind)
    assert result.total == 0 and key in result.articles


def test_summary_procedure_and_mediation_together_halve_once_and_say_so() -> None:
    result = fee("property", 528_000, Circumstances(procedure=Procedure.SUMMARY, closed_by="mediation"))
    assert result.total == 4540
    assert {"fee.15", "fee.16", "cpi.206"} <= set(result.articles)


def test_joined_counterclaim_is_halved() -> None:
    result = fee("property", 528_000, Circumstances(joined=True))
    assert result.total == 4540 and "fee.18" in result.articles


def test_an_appeal_pays_on_the_disputed_part_and_summary_procedure_does_not_reach_it() -> None:
    result = fee("property", 528_000, Circumstances(instance=Instance.SECOND, procedure=Procedure.SUMMARY))
    assert result.total == 9080 and "fee.17" in result.articles
    withdrawn = fee("property", 528_000, Circumstances(instance=Instance.SECOND, closed_by="withdrawal"))
    assert withdrawn.total == 4540


@pytest.mark.parametrize("kind", ["preservation", "enforcement", "payment_order", "jurisdiction_objection"])
def test_reductions_are_for_case_fees_only(kind: str) -> None:
    assert fee(kind, 60_000, Circumstances(procedure=Procedure.SUMMARY, closed_by="withdrawal")) == fee(
        kind, 60_000
    )


@given(AMOUNTS)
def test_preservation_never_costs_more_than_its_cap(amount: Decimal) -> None:
    assert (fee("preservation", amount).total or 0) <= 5000


@pytest.mark.parametrize("closed_by", ["mediation", "withdrawal"])
def test_half_comes_back_on_mediation_and_withdrawal(closed_by: ClosedBy) -> None:
    result = refund_on("property", 528_000, closed_by)
    assert (result.paid, result.due, result.back) == (Span.of(9080), Span.of(4540), Span.of(4540))
    assert {"fee.15", "fee.53"} <= set(result.articles)


def test_nothing_comes_back_twice_after_a_summary_half() -> None:
    result = refund_on("property", 528_000, "mediation", on=Circumstances(procedure=Procedure.SUMMARY))
    assert result.back == NOTHING and result.due == Span.of(4540)
    assert "cpi.206" in result.articles and "fee.53" not in result.articles


@pytest.mark.parametrize(
    ("event", "back"),
    [
        ("not_accepted", 9080),
        ("dismissed", 9080),
        ("remanded", 9080),
        ("criminal_transfer", 9080),
        ("won", 9080),
        ("criminal_transfer_civil_continues", 0),
        ("stayed", 0),
        ("terminated", 0),
        ("jurisdiction_transfer", 0),
        ("claim_reduced_late", 0),
        ("conversion_unpaid", 4540),
    ],
)
def test_refund_events(event: str, back: int) -> None:
    assert refund_on("property", 528_000, event).back == Span.of(back)


def test_a_claim_reduced_in_time_gives_back_the_difference() -> None:
    result = refund_on("property", 528_000, "claim_reduced", new_amount=100_000)
    assert result.back == Span.of(9080 - 2300) and "fee.21" in result.articles
    with pytest.raises(InvalidAmount):
        refund_on("property", 100_000, "claim_reduced", new_amount=528_000)
    with pytest.raises(AmountMissing):
        refund_on("property", 100_000, "claim_reduced")


def test_application_fees_do_not_come_back_on_withdrawal() -> None:
    assert refund_on("preservation", 528_000, "withdrawal").back == NOTHING


@given(st.sampled_from(KINDS), AMOUNTS, st.sampled_from(sorted(load_tariff().refunds)))
def test_a_refund_is_between_nothing_and_what_was_paid(kind: str, amount: Decimal, event: str) -> None:
    result = refund_on(kind, amount, event, new_amount=amount / 2)
    assert result.due + result.back == result.paid
    assert 0 <= result.back.low <= result.paid.low and 0 <= result.back.high <= result.paid.high


def test_a_province_fixes_its_figure_inside_the_range(tmp_path: Path) -> None:
    file = tmp_path / "provinces.yml"
    file.write_text("粤: {divorce: '300', ip: '1000'}\n", encoding="utf-8")
    assert fee("divorce", 1_000_000, Circumstances(province="粤", figures=file)).total == 4300
    assert fee("ip", None, Circumstances(province="粤", figures=file)).total == 1000
    assert fee("ip", 528_000, Circumstances(province="粤", figures=file)).total == 9080
    assert fee("divorce", None, Circumstances(province="湘", figures=file)).total is None


@pytest.mark.parametrize("figures", ["{divorce: '301'}", "{property: '60'}", "{wedding: '1'}", "{ip: many}"])
def test_a_figure_outside_the_law_is_refused(tmp_path: Path, figures: str) -> None:
    file = tmp_path / "provinces.yml"
    file.write_text(f"粤: {figures}\n", encoding="utf-8")
    with pytest.raises(InvalidTariff):
        fee("divorce", None, Circumstances(figures=file))


@pytest.mark.parametrize("amount", [-1, Decimal("-0.01"), Decimal("NaN"), Decimal("Infinity"), 0.1, True])
def test_amounts_that_are_none_are_refused(amount: Decimal | int) -> None:
    with pytest.raises(InvalidAmount):
        fee("property", amount)


def test_unknown_kinds_and_missing_amounts_have_their_own_errors() -> None:
    with pytest.raises(AmountMissing):
        fee("property")
    with pytest.raises(UnknownFeeKind):
        fee("wedding", 1)
    with pytest.raises(UnknownFeeKind):
        refund_on("property", 1, "rain")


def test_sums_are_said_short() -> None:
    words = {9080: "9080元", 500_000: "50万元", 15_000_000: "1500万元", 0: "0元"}
    assert {amount: in_words(Decimal(amount)) for amount in words} == words
    assert in_words(Decimal("1315.10")) == "1315.1元"


def test_steps_say_what_they_reckon() -> None:
    said = [step.text for step in fee("property", 528_000, Circumstances(procedure=Procedure.SUMMARY)).steps]
    assert said[0] == "不超过1万元的部分，每件50元"
    assert said[-2] == "超过50万元至100万元的部分，28000元×1%"
    assert said[-1] == "适用简易程序，减半"
    assert fee("payment_order", 100_000).steps[-1].text == "取三分之一"
