"""Which fee a sentence asks about, what it rests on, and what still has to be asked."""

from typing import Any

import pytest

from actions.dialogue.agenda import Task
from actions.dialogue.fee_question import apart, fee_or_claim, negative, question_of, sums_after, sums_in
from actions.dialogue.fee_words import CUES, fee_conditions, named_in
from actions.dialogue.performers.fees import lacks
from actions.law.assessing import assess
from actions.law.changing import CONVERSION
from actions.law.money import Span
from actions.law.paying import payments
from actions.law.tariff import load_tariff
from actions.law.terms import Procedure
from bot.language.tables import read_yaml


def asked(words: str, *sums: tuple[str, str], **fields: Any) -> Task:
    entities = {"sum": [{"role": role, "yuan": yuan} for role, yuan in sums]}
    return Task("consult.fee", words=words, entities=entities, fields=fields)


def test_every_cue_names_what_the_tables_of_the_law_have() -> None:
    cues, tariff = read_yaml(CUES), load_tariff()
    assert set(cues["kinds"]) <= set(tariff.kinds)
    assert set(cues["events"]) <= {*tariff.refunds, CONVERSION}
    assert set(cues["procedures"]) <= set(Procedure)
    assert set(cues["who"]) <= set(payments())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("申请认定公民无民事行为能力要交多少", "special_procedure"),
        ("行政赔偿三十万诉讼费多少", "administrative_compensation"),
        ("国家赔偿要交费吗", "state_compensation"),
        ("对驳回起诉裁定上诉交多少钱", "ruling_appeal"),
        ("名誉权索赔十二万诉讼费多少", "personality"),
        ("商标行政案件上诉费多少", "administrative_special"),
        ("商标侵权没有金额怎么收", "ip"),
        ("拖欠工资的案子诉讼费", "labour"),
        ("申请承认和执行外国判决交多少", "recognition"),
        ("船舶优先权催告申请费", "maritime_lien_notice"),
        ("实现担保物权收多少", "security_interest"),
        ("变更抚养权诉讼费", "other_nonproperty"),
        ("司法确认收费吗", "special_procedure"),
        ("撤销仲裁裁决多少钱", "arbitration_set_aside"),
        ("货款纠纷诉讼费", "property"),
    ],
)
def test_the_kind_of_fee_is_read(words: str, kind: str) -> None:
    assert question_of(asked(words)).kind == kind


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("诉讼费怎么算", "amount_yuan"),
        ("保全费怎么收", "amount_yuan"),
        ("执行费怎么算", "amount_yuan"),
        ("行为保全收多少", None),
        ("离婚案件诉讼费多少", None),
        ("劳动争议的诉讼费是多少", None),
        ("撤销仲裁裁决的诉讼费怎么算", None),
        ("认定无民事行为能力收费吗", None),
        ("申请再审要交费吗", None),
    ],
)
def test_without_a_sum_it_is_asked_where_the_fee_rests_on_one(words: str, lacking: str | None) -> None:
    assert lacks(question_of(asked(words))) == lacking


def test_on_appeal_a_whole_claim_is_not_taken_for_the_part_disputed() -> None:
    for role in ("claim", "judged"):
        task = asked("五十万的案子上诉交多少", (role, "500000"))
        assert lacks(question_of(task)) == "disputed_yuan"
        task.fields["disputed_yuan"] = "all"
        assert assess(question_of(task).asked).lines[0].fee.total == 8800
        task.fields["disputed_yuan"] = "80000"
        assert assess(question_of(task).asked).lines[0].fee.total == 1800


def test_a_base_fee_alone_is_no_claim() -> None:
    task = asked("离婚按件收二百五", ("base_fee", "250"), amount_yuan="250")
    assert question_of(task).sums == [["base_fee", "250"]]


def test_a_claim_that_is_raised_is_told_from_one_more_claim() -> None:
    read = {"sum": [{"role": "claim", "yuan": "500000"}, {"role": "added", "yuan": "100000"}]}
    assert sums_in(read, "五十万另加十万违约金")[1][0] == "added"
    assert sums_in(read, "原来五十万，增加请求十万")[1][0] == "raised_by"


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ([["claim", "5"]], [["claim", "4"]], [["claim", "4"]]),
        ([["claim", "5"]], [["reduced_to", "4"]], [["claim", "4"]]),
        ([["disputed", "5"]], [["claim", "4"]], [["disputed", "4"]]),
        ([["counter", "5"]], [["claim", "4"]], [["counter", "4"]]),
        ([["claim", "5"]], [["counter", "4"]], [["claim", "5"], ["counter", "4"]]),
        ([["property", "5"], ["base_fee", "1"]], [["claim", "4"]], [["base_fee", "1"], ["claim", "4"]]),
    ],
)
def test_a_sum_said_after_an_answer_takes_the_place_of_its_like(
    before: list[list[str]], said: list[list[str]], after: list[list[str]]
) -> None:
    assert sums_after(before, said, adds=False) == after


def test_what_is_added_stands_beside() -> None:
    assert sums_after([["claim", "5"]], [["claim", "4"]], adds=True) == [["claim", "5"], ["added", "4"]]


@pytest.mark.parametrize("words", ["标的负五十万诉讼费多少", "-50万的诉讼费", "标的是负 3 万"])
def test_a_sum_below_zero_is_seen(words: str) -> None:
    assert negative(words)


@pytest.mark.parametrize(
    "words", ["负债五十万的诉讼费", "2026-11-20 收到", "五到八十万", "对方负全责，五十万"]
)
def test_other_signs_are_no_minus(words: str) -> None:
    assert not negative(words)


def test_conditions_are_read_side_by_side() -> None:
    told = fee_conditions("反诉九十万跟本诉一起审，简易程序，最后调解结的")
    assert told == {"procedure": "简易程序", "event": "mediation", "joined": "yes"}
    reduced = fee_conditions("法庭调查结束后请求从两百万减成一百四十万")
    assert reduced["inquiry_closed"] == "yes"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("诉讼费几天内交", "when"),
        ("反诉费什么时候交", "when"),
        ("上诉费没按时交会怎样", "unpaid"),
        ("交不起诉讼费怎么办", "relief"),
        ("哪些人可以免交诉讼费", "relief"),
        ("诉讼费算错了怎么办", "review"),
        ("五十万诉讼费多少", None),
    ],
)
def test_what_is_asked_of_paying(words: str, topic: str | None) -> None:
    assert named_in(words, "topics") == topic


def test_a_counter_claim_tried_with_the_main_one_is_halved() -> None:
    task = asked("反诉九十万跟本诉一起审多少钱", ("counter", "900000"))
    assert assess(question_of(task).asked).lines[0].fee.amount == Span.of(6400)


def test_a_fee_or_the_claim_it_was_paid_for_is_asked() -> None:
    unclear = asked("案子被驳回起诉，五十万的诉讼费退不退", ("paid", "500000"))
    assert fee_or_claim(unclear)
    unclear.fields["sum_is"] = "claim"
    assert not fee_or_claim(unclear)
    assert assess(question_of(unclear).asked).changes[0].back == Span.of(8800)
    assert not fee_or_claim(asked("诉讼费三万退不退，案子移送公安了", ("paid", "30000")))
    assert not fee_or_claim(asked("交了九千的诉讼费，撤诉退多少", ("paid", "9000")))


def test_a_third_party_and_a_fee_of_appeal_are_told_from_claims() -> None:
    assert question_of(asked("有独立请求权第三人主张五十万", ("claim", "500000"))).sums == [
        ["third_party", "500000"]
    ]
    paid = asked("发回重审，上诉费两万三能退吗", ("disputed", "23000"))
    assert question_of(paid).sums == [["paid", "23000"]]


@pytest.mark.parametrize(
    ("words", "sums", "each"),
    [
        ("十万和五十万的诉讼费分别多少", ["100000", "500000"], 2),
        ("三万、八万和二十万各交多少诉讼费", ["30000", "80000", "200000"], 3),
        ("货款十万加违约金五万诉讼费多少", ["100000", "50000"], 0),
        ("五十万的诉讼费分别怎么算", ["500000"], 0),
    ],
)
def test_sums_asked_apart_are_questions_of_their_own(words: str, sums: list[str], each: int) -> None:
    assert len(apart(asked(words, *(("claim", yuan) for yuan in sums)))) == each


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("诉讼费几天内交", "when"),
        ("受理费是预交还是判后交", "when"),
        ("诉讼费最后谁承担", "bears"),
        ("诉讼费由败诉方出吗", "bears"),
        ("没钱交诉讼费怎么办", "relief"),
        ("哪些人可以免交诉讼费", "relief"),
        ("诉讼费没按时交会怎样", "unpaid"),
        ("五十二万八千的标的诉讼费多少", None),
    ],
)
def test_what_is_asked_of_a_fee_besides_its_sum(words: str, topic: str | None) -> None:
    assert named_in(words, "topics") == topic
