"""How a sentence changes what was said before: its form alone, with the parts that it may name."""

from __future__ import annotations

import pytest

from bot.language.amendments import added, amendments, bare, besides, instead, replaced, takes_back

PARTS = {
    "debtor": ("被执行人",),
    "creditor": ("申请执行人", "执行人"),
    "amount": ("申请执行的标的", "标的", "金额"),
    "reason": ("延期理由", "理由"),
    "ground": ("回避事由", "事由"),
}


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("被执行人全称是北京晨雾装饰有限公司", {"debtor": "北京晨雾装饰有限公司"}),
        ("改一下被执行人", {"debtor": None}),
        ("被执行人写错了", {"debtor": None}),
        ("被执行人", {"debtor": None}),
        ("标的改成182000，理由改为对方跑了", {"amount": "182000", "reason": "对方跑了"}),
        ("理由不对，是证人住院了", {"reason": "证人住院了"}),
        ("理由不是我病了，是证人病了", {"reason": "证人病了"}),
        ("事由错了，是有其他关系；理由是听人说的", {"ground": "有其他关系", "reason": "听人说的"}),
        ("把金额改成三十万", {"amount": "三十万"}),
        ("被执行人登错了", {"debtor": None}),
        ("选错被执行人了", {"debtor": None}),
        ("金额我当时看花眼了，给我换成四十万", {"amount": "四十万"}),
        ("理由是什么要求", {}),
        ("我担心理由不充分的话法院不批", {}),
        ("明天开庭", {}),
    ],
)
def test_parts_are_named_and_given_anew(said: str, named: dict[str, str | None]) -> None:
    assert {each.part: each.value for each in amendments(said, PARTS)} == named


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("不对，是当事人住院了", "当事人住院了"),
        ("等等说错了，骨折的不是当事人，是关键证人", "关键证人"),
        ("不对，也别写发烧了，写我要去外地参加仲裁", "我要去外地参加仲裁"),
        ("不行，你漏了。改成：第三份合同是伪造的", "第三份合同是伪造的"),
        ("不对，先不登记，取消", None),
        ("不对", None),
        ("反了，我要调整的是二审", None),
        ("证人住院了", None),
    ],
)
def test_what_stands_in_place_of_what_was_taken_back(said: str, new: str | None) -> None:
    assert instead(said) == new


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("对了还有，电话老占线", "电话老占线"),
        ("另外补充一句，我愿意调解", "我愿意调解"),
        ("对了，我十六号以后才有空，这个也写上", "我十六号以后才有空"),
        ("你没写大学同学", "大学同学"),
        ("财产线索那辆车没写上", "财产线索那辆车"),
        ("对", None),
        ("是的，登记吧", None),
        ("写上", None),
    ],
)
def test_what_is_to_be_added(said: str, more: str | None) -> None:
    assert besides(said) == more


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("招行文三支行的账户，刚说过了", "招行文三支行的账户"),
        ("西湖区人社局，不是说过了吗", "西湖区人社局"),
        ("我说了呀，一辆车，粤A88888", "一辆车，粤A88888"),
        ("宋朗月和齐万里啊，前面说了", "宋朗月和齐万里啊"),
        ("法官前面说过的话前后矛盾", "法官前面说过的话前后矛盾"),
        ("刚说过了", "刚说过了"),
    ],
)
def test_a_value_is_kept_without_having_been_said(said: str, value: str) -> None:
    assert bare(said) == value


def test_taking_back_stands_at_the_beginning() -> None:
    assert takes_back("哦不对，是丰台") and takes_back("搞错了") and not takes_back("对方说不对")


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("不是咖啡店，是火锅店", "在咖啡店和被告见面", "在火锅店和被告见面"),
        ("时间是周二不是周一", "周一在停车场交谈", "周二在停车场交谈"),
        ("不是开车，是骑车去的", "和对方一起吃饭", None),
    ],
)
def test_a_piece_of_what_was_dictated_is_put_right(said: str, before: str, after: str | None) -> None:
    assert replaced(said, before) == after


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("事实那段再加一条，他们还互加了微信", "他们还互加了微信"),
        ("事实补一句 一共见了两回", "一共见了两回"),
        ("事实不对", None),
    ],
)
def test_what_is_added_to_a_part_that_is_named(said: str, more: str | None) -> None:
    assert added(said, ["事实", "经过"]) == more
