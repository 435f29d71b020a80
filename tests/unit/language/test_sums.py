"""Each sum by what it is, and the one that a fee would rest on; none where two readings are possible."""

from decimal import Decimal

import pytest

from bot.language.sums import read_sums

SAID = {
    # appeal: the part that is disputed (办法17)
    "判了三百二十万，只就八十万上诉": ("judged 3200000, disputed 800000", 800000),
    "一审判了三百二十万，我们只对其中八十万不服": ("judged 3200000, disputed 800000", 800000),
    "判决支持了我们六十万，剩下四十万我们上诉": ("judged 600000, disputed 400000", 400000),
    "一审标的一百万，二审只争三十万": ("claim 1000000, disputed 300000", 300000),
    "上诉请求五十万": ("disputed 500000", 500000),
    "判了三百二十万，不服，上诉费多少": ("judged 3200000", None),
    "判了三百二十万，全部上诉": ("judged 3200000", 3200000),
    "判了三百二十万，申请执行要交多少执行费": ("judged 3200000", 3200000),
    # counter-claims (18)
    "反诉九十万跟本诉一起审": ("counter 900000", 900000),
    "本诉两百万，反诉九十万，反诉费多少": ("claim 2000000, counter 900000", 900000),
    "本诉两百万，反诉九十万": ("claim 2000000, counter 900000", None),
    # several claims (解释201)
    "货款四十万加违约金十五万两项": ("claim 400000, claim 150000", 550000),
    "一百二十万的货款加三十万违约金": ("claim 1200000, claim 300000", 1500000),
    "本金二十万，利息三万": ("claim 200000, claim 30000", 230000),
    "本金20万、利息3万，一共23万": ("claim 200000, claim 30000, claim 230000", 230000),
    "标的五十万，其中利息五万": ("claim 500000, part 50000", 500000),
    "五十万和一百万的案子分别交多少": ("claim 500000, claim 1000000", None),
    "五十万还是八十万": ("claim 500000, claim 800000", None),
    # changed claims (21, 35)
    "请求从两百万减成一百四十万": ("claim 2000000, reduced_to 1400000", 1400000),
    "诉请从两百万减少五十万": ("claim 2000000, reduced_by 500000", 1500000),
    "被告欠货款八十万，现在只要五十万了": ("claim 800000, reduced_to 500000", 500000),
    "诉讼请求由五十万变更为八十万": ("claim 500000, raised_to 800000", 800000),
    "原来标的一百万，现在增加诉请二十万": ("claim 1000000, added 200000", 1200000),
    "增加诉讼请求二十万要补交多少": ("added 200000", None),
    # a fee a piece, property, damages
    "离婚按件收二百五、财产三百万": ("base_fee 250, property 3000000", 3000000),
    "离婚，共同财产三百五十万诉讼费多少": ("property 3500000", 3500000),
    "名誉权索赔十二万": ("damages 120000", 120000),
    "一套房子两百万，一辆车三十万，存款五十万，离婚分割要交多少": (
        "property 2000000, property 300000, property 500000",
        2800000,
    ),
    # what is owed, settled and left
    "合同金额八百万，已付五百万，还差三百万，起诉要交多少": (
        "contract 8000000, settled 5000000, claim 3000000",
        3000000,
    ),
    "对方欠我五十万还了二十万，剩三十万起诉": ("claim 500000, settled 200000, claim 300000", 300000),
    "借款五十万，还了二十万，诉讼费多少": ("claim 500000, settled 200000", 300000),
    "起诉要求返还定金20万双倍就是40万": ("claim 200000, claim 400000", None),
    "医疗费八万六，误工费两万，残疾赔偿金四十一万，一共多少诉讼费": (
        "claim 86000, claim 20000, damages 410000",
        516000,
    ),
    "借条写的是五十万，就按四十七万起诉": ("contract 500000, claim 470000", 470000),
    "总包合同三千万，收了四百五十万，尾款一百五十万起诉": (
        "contract 30000000, settled 4500000, claim 1500000",
        1500000,
    ),
    "诉讼请求变更成五十六万，原来那个三十一万": ("raised_to 560000, claim 310000", 560000),
    # no claim at all
    "合同总价八百万，要求解除": ("contract 8000000", None),
    "罚款两千不服": ("other 2000", None),
    "保全八十万，保全费封顶5000": ("preserved 800000, other 5000", 800000),
    "上诉费三千二，能退吗": ("paid 3200", None),
    "判了九万八 一分没给，申请执行": ("judged 98000", 98000),
    "标的九千九百九十九块九，起诉费就五十": ("claim 9999.9, paid 50", Decimal("9999.9")),
    "法院说应交两千三百元": ("paid 2300", None),
    "标的两万，诉讼费就五十吗": ("claim 20000, paid 50", 20000),
    # which fee is asked about
    "标的二百万，保全一百五十万，保全费多少": ("claim 2000000, preserved 1500000", 1500000),
    "执行标的五十万执行费多少": ("enforced 500000", 500000),
    # what no fee rests on
    "我交了8800诉讼费，能退多少": ("paid 8800", None),
    "抚养费每月两千五": ("periodic 2500", None),
    "三千块一个月的抚养费": ("periodic 3000", None),
    "本金五十万已经还清": ("settled 500000", None),
    "担保五十万": ("security 500000", None),
    "标的八十八万": ("claim 880000", 880000),
}


@pytest.mark.parametrize(("text", "said", "base"), [(text, *told) for text, told in SAID.items()])
def test_each_sum_has_its_role(text: str, said: str, base: int | Decimal | None) -> None:
    sums = read_sums(text)
    assert ", ".join(f"{each.role.value} {each.yuan}" for each in sums.said) == said
    assert sums.base == (None if base is None else Decimal(base))


@pytest.mark.parametrize(
    ("text", "last", "gone"),
    [
        ("标的三百五十万，不对，三百零五万", 3050000, [3500000]),
        ("标的八十万，哦不，十八万", 180000, [800000]),
        ("货款五十万，打错了，十五万", 150000, [500000]),
        ("是三十五万，不是三十万", 350000, [300000]),
        ("不是三十万，是三十五万", 350000, [300000]),
        ("四十万，应该是四十一万", 410000, [400000]),
    ],
)
def test_the_last_word_counts(text: str, last: int, gone: list[int]) -> None:
    sums = read_sums(text)
    assert sums.base == Decimal(last)
    assert [int(each.yuan) for each in sums.taken_back] == gone


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("标的三万欧", 30000, "EUR"),
        ("五十万港纸", 500000, "HKD"),
        ("五十万澳门元", 500000, "MOP"),
        ("五十万美刀", 500000, "USD"),
        ("五十万元港币", 500000, "HKD"),
        ("US$5000", 5000, "USD"),
        ("港币三百万", 3000000, "HKD"),
        ("三百万 日元", 3000000, "JPY"),
    ],
)
def test_foreign_money_never_becomes_yuan(text: str, amount: int, currency: str) -> None:
    sums = read_sums(text)
    assert [(each.amount, each.currency) for each in sums.foreign] == [(Decimal(amount), currency)]
    assert not sums.said and sums.base is None


@pytest.mark.parametrize(
    ("text", "counting"),
    [
        ("合同金额八百万，已付五百万，还差三百万", "claim 3000000"),
        ("借款五十万，还了二十万", "claim 300000"),
        ("合同总价八百万", "claim 8000000"),
        ("判了三百二十万，只就八十万上诉", "judged 3200000, disputed 800000"),
    ],
)
def test_what_was_settled_counts_only_in_what_is_left(text: str, counting: str) -> None:
    assert ", ".join(f"{each.role.value} {each.yuan}" for each in read_sums(text).counting) == counting


def test_a_currency_that_nobody_knows_is_not_yuan() -> None:
    assert not read_sums("五十万代币").said


@pytest.mark.parametrize(
    "words",
    [
        "三四十万",
        "几十万",
        "一百来万",
        "上万",
        "十几万",
        "三十多个亿",
        "不到十万",
        "近五十万",
        "万把块钱",
        "五十万以上",
        "八千多块",
    ],
)
def test_about_sums_are_named_and_have_no_value(words: str) -> None:
    sums = read_sums(f"标的{words}，诉讼费多少")
    assert [each.words for each in sums.about] == [words]
    assert not sums.said and sums.base is None


@pytest.mark.parametrize(
    ("text", "function", "role"),
    [
        ("3200元，到账没有", "request.refund", "paid"),
        ("3200元，到账没有", "query.fee", "paid"),
        ("八十万，他名下的账户", "request.preservation", "preserved"),
        ("标的八十万", "request.preservation", "claim"),
        ("八十万", "consult.fee", "claim"),
    ],
)
def test_a_sum_that_is_told_to_be_nothing_is_what_such_a_sentence_names(
    text: str, function: str, role: str
) -> None:
    assert [each.role.value for each in read_sums(text).within(function).said] == [role]


@pytest.mark.parametrize("law", ["司法解释", "民诉法解释", "那个规定", "诉讼费办法", "民诉"])
@pytest.mark.parametrize("number", ["二百三十八", "三百五十", "150"])
def test_a_number_behind_a_law_is_no_money(law: str, number: str) -> None:
    assert not read_sums(f"{law}{number}").said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("赔偿十二万，说错了，是十六万", "damages 160000"),
        ("冻结八十万，哦不，八十八万", "preserved 880000"),
        ("上诉只争其中两万三，上诉费是按两万三算吗", "disputed 23000, disputed 23000"),
        ("当初反诉交了四千三", "paid 4300"),
        ("让法院封八十万的财产", "preserved 800000"),
        ("对方把欠款共计二百零六万元一次性汇入我方账户", "settled 2060000"),
        ("劳动争议是不是十块", "base_fee 10"),
    ],
)
def test_what_is_put_right_or_named_again_is_what_it_was_told_to_be(text: str, said: str) -> None:
    assert ", ".join(f"{each.role.value} {each.yuan}" for each in read_sums(text).said) == said
