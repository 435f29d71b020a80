"""What a sentence tells of the parts of a request: parties, property, evidence, agreements, times, papers."""

from __future__ import annotations

import pytest

from bot.language.agreements import agreed, mediator, sides
from bot.language.assets import property_named
from bot.language.availability import available
from bot.language.dates import find_dates
from bot.language.investigations import holder, sought
from bot.language.limits import favour
from bot.language.no_days import is_about, no_such_day
from bot.language.papers import papers_wanted
from bot.language.party_named import read_party
from bot.language.reasons import reason_told
from bot.language.statements import message
from bot.language.until import read_until


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("许大年，是第三人", "许大年", None),
        ("嗯，就是许大年吧", "许大年", None),
        ("许大年住示例区槐树路9号", "许大年", "示例区槐树路9号"),
        ("北京示例晨光商贸有限公司，地址在示例区槐树路9号", "北京示例晨光商贸有限公司", "示例区槐树路9号"),
        ("我的当事人许大年", "许大年", None),
        ("许某，住址我回头再报", "许某", None),
        ("许大年拖欠工程款", "许大年", None),
        ("示例区住房和城乡建设局", "示例区住房和城乡建设局", None),
    ],
)
def test_a_party_is_a_name(text: str, name: str, address: str | None) -> None:
    party = read_party(text)
    assert party is not None and party.name == name
    assert address is None or party.address == address


@pytest.mark.parametrize(
    "text", ["六十三万五", "她正在转移存款", "换一下原告", "民事一审", "还不知道呢", "想先问问", "没有"]
)
def test_a_sum_a_wish_and_a_clause_are_no_party(text: str) -> None:
    assert read_party(text) is None


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("三十天吧，审计还没结束", "三十天", "审计还没结束"),
        ("延长到明年一月八号", "明年一月八号", ""),
        ("两个月，对方住院", "两个月", "对方住院"),
    ],
)
def test_a_length_and_what_is_said_beside_it(text: str, value: str, rest: str) -> None:
    assert read_until(text) == (value, rest)


def test_words_without_a_length_are_no_length() -> None:
    assert read_until("越久越好") is None


@pytest.mark.parametrize("text", ["京示人社认〔2026〕9号", "浙示罚决字【2025】17号", "〔2026〕京示第3号"])
def test_the_number_of_a_paper_is_no_day(text: str, today: object) -> None:
    assert find_dates(text, today) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("推到11月31号", "11月31号"),
        ("二月三十日", "二月三十日"),
        ("2月29号", None),
        ("2024年2月29号", None),
        ("2025年2月29日", "2025年2月29日"),
        ("二〇二五年二月三十日", "二〇二五年二月三十日"),
        ("三个月5天", None),
    ],
)
def test_a_day_that_no_calendar_has(text: str, day: str | None) -> None:
    assert no_such_day(text) == day


@pytest.mark.parametrize(
    ("text", "about"), [("9月底", True), ("9月中旬", True), ("9月3号左右", True), ("9月3号", False)]
)
def test_a_day_that_is_left_open(text: str, about: bool) -> None:
    assert is_about(text) is about


@pytest.mark.parametrize(
    ("text", "whom", "what"),
    [
        ("申请去示例市车管所调取许大年的车辆登记档案", "示例市车管所", "许大年的车辆登记档案"),
        ("向示例医院查询住院病历", "示例医院", "住院病历"),
        ("想让法院查一下流水", None, None),
        ("到法院调取证据", None, None),
    ],
)
def test_from_whom_what_evidence(text: str, whom: str | None, what: str | None) -> None:
    assert (holder(text), sought(text)) == (whom, what)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("申请冻结许大年在示例银行的存款，三十万", "许大年在示例银行的存款"),
        ("他名下示例路的商铺，还有别的不清楚", "示例路的商铺"),
        ("我的房屋买卖案申请保全", None),
        ("我们用自己的房产担保", None),
    ],
)
def test_property_without_the_wish(text: str, named: str | None) -> None:
    assert property_named(text) == named


def test_an_agreement_told_in_one_sentence() -> None:
    text = "示例镇人民调解委员会调解的，许大年和宋小满，宋小满年底前还清四万元，两边一起来申请"
    assert mediator(text) == "示例镇人民调解委员会"
    assert sides(text) == "许大年和宋小满"
    assert agreed(text) == "宋小满年底前还清四万元"


@pytest.mark.parametrize(
    ("text", "days"),
    [("申请延期，我要出差，15号以后都有空", "15号以后都有空"), ("15号不行", None), ("15号开庭", None)],
)
def test_when_somebody_has_time(text: str, days: str | None) -> None:
    assert available(text) == days


@pytest.mark.parametrize(
    ("text", "papers"),
    [("申请阅卷，想看第二次庭审笔录和鉴定报告", "第二次庭审笔录和鉴定报告"), ("申请网上阅卷", None)],
)
def test_which_papers_are_wanted(text: str, papers: str | None) -> None:
    assert papers_wanted(text) == papers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("申请撤诉，货款上周已经结清了", "货款上周已经结清了"),
        ("延长举证期限，评估机构还没出报告", "评估机构还没出报告"),
        ("我的买卖合同案申请撤诉", None),
        ("我是代理律师，刚才核验过了，申请延期开庭", None),
    ],
)
def test_what_has_happened_is_a_reason(text: str, reason: str | None) -> None:
    assert reason_told(text) == reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("给法官留个言，我方证人下周才回国", "我方证人下周才回国"),
        ("给法官留言，买卖合同那个案子，原件已经寄出", "原件已经寄出"),
        ("给法官留言，买卖合同那个案子", None),
    ],
)
def test_what_stands_behind_leaving_a_message(text: str, told: str | None) -> None:
    assert message(text) == told


@pytest.mark.parametrize("text", ["改天请您吃个饭", "必有重谢", "案子请您多通融", "给您捎了两盒茶叶"])
def test_offers_and_favours_are_seen(text: str) -> None:
    assert favour(text)


@pytest.mark.parametrize(
    "text", ["请核对餐费发票", "对方律师说请您吃过饭，请核实", "请尽快排期", "请给我方举证的机会"]
)
def test_what_asks_for_no_favour(text: str) -> None:
    assert not favour(text)
