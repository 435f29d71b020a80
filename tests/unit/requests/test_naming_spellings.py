"""Spellings of a name: whoever is complained of must not read it, however he is written."""

from __future__ import annotations

import pytest

from actions.service.naming import bare_name, names, names_office


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("书记员孙某", "孙某"),
        ("书记员孙某", "孙某态度恶劣"),
        ("书记员孙某", "孙·某"),
        ("书记员孙某", "sun mou"),
        ("书记员孙某", "Sun某"),
        ("书记员孙某", "书记员小孙"),
        ("书记员孙晓梅", "孙晓梅"),
        ("书记员孙晓梅", "孙 晓 梅"),
        ("书记员孙晓梅", "孙·晓梅"),
        ("书记员孙晓梅", "孙•晓•梅"),
        ("书记员孙晓梅", "孙.晓.梅"),
        ("书记员孙晓梅", "孙-晓-梅"),
        ("书记员孙晓梅", "\u5b59\u200b\u6653\u6885"),
        ("书记员孙晓梅", "孙晓梅书记员骂人"),
        ("书记员孙晓梅", "sunxiaomei"),
        ("书记员孙晓梅", "Sun Xiaomei"),
        ("书记员孙晓梅", "Xiaomei Sun"),
        ("书记员孙晓梅", "SUN XIAO MEI"),
        ("书记员孙晓梅", "sūn xiǎo méi"),
        ("书记员孙晓梅", "sun1xiao3mei2"),
        ("书记员孙晓梅", "s.x.m."),
        ("书记员孙晓梅", "SXM 态度不好"),
        ("书记员孙晓梅", "孙xiaomei"),
        ("书记员孙晓梅", "孙 xiao 梅"),
        ("书记员孙晓梅", "sun晓梅"),
        ("书记员孙晓梅", "孙小梅"),
        ("书记员孙晓梅", "孙笑眉"),
        ("书记员孙晓梅", "孙某"),
        ("书记员孙晓梅", "孙某某"),
        ("书记员孙晓梅", "孙X"),
        ("书记员孙晓梅", "孙xx"),
        ("书记员孙晓梅", "孙**"),
        ("书记员孙晓梅", "孙×梅"),
        ("书记员孙晓梅", "某晓梅"),
        ("书记员孙晓梅", "*晓梅"),
        ("书记员孙晓梅", "姓孙的"),
        ("书记员孙晓梅", "孙书记"),
        ("书记员孙晓梅", "书记员老孙"),
        ("书记员孙晓梅", "那个小孙不接电话"),
        ("书记员孙晓梅", "孙姐"),
        ("书记员孙晓梅", "孙法官"),
        ("书记员孙晓梅", "朝阳法院孙老师"),
        ("书记员孙晓梅", "孫曉梅"),
        ("书记员孙晓梅", "书记员孙"),
        ("书记员孙晓梅", "ＳＵＮ ＸＩＡＯＭＥＩ"),
        ("书记员孙晓梅", "孙小姐"),
        ("书记员孙晓梅", "孙大姐"),
        ("书记员孙晓梅", "孙领导"),
        ("书记员孙晓梅", "（孙）晓梅"),
        ("书记员孙晓梅", "孙1晓2梅"),
        ("书记员孙晓梅", "孙😀晓😀梅"),
        ("书记员孙晓梅", "孙晓…梅"),
        ("书记员孙晓梅", "书记员晓梅"),
        ("书记员孙晓梅", "晓梅"),
        ("欧阳明德", "欧先生"),
        ("欧阳明德", "欧阳明"),
        ("欧阳明德", "投诉明德主管"),
        ("买买提·艾力", "艾力"),
        ("买买提·艾力", "买买提骂人"),
        ("郑国强", "郑庭"),
        ("郑国强", "郑庭说的"),
        ("郑国强", "zeng guoqiang"),
        ("郑国强", "Zheng Guo-qiang"),
        ("郑国强", "郑guo强"),
        ("郑国强", "证国强"),
        ("审判长郑 国强", "郑国强"),
        ("北京市朝阳区人民法院郑国强", "郑国强"),
        ("郑国强（主管）", "郑国强"),
        ("吕强", "lv qiang"),
        ("吕强", "lü qiang"),
        ("欧阳敏", "ouyang min"),
        ("欧阳敏", "欧阳某"),
        ("买买提·艾力", "买买提艾力"),
        ("买买提艾力", "买买提·艾力"),
        ("沈默", "申请沈墨回避"),
        ("郑主管", "海淀法院的郑主管"),
        ("郑国强", "郑"),
    ],
)
def test_every_spelling_names_him(person: str, text: str) -> None:
    assert names(person, text)


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("郑国强", "等候时间太长"),
        ("陈旭", "审理程序违法，立案程序太慢"),
        ("魏强", "这位法官不接电话"),
        ("周红", "郑庭长当庭骂人"),
        ("郑国强", ""),
        ("", "郑庭长当庭骂人"),
        ("高强", "高院的书记员不接电话"),
        ("高强", "最高法院"),
        ("书记员孙晓梅", "子孙后代都记得"),
        ("书记员孙晓梅", "this is a long english complaint about sums and summer"),
        ("李明", "email: limit@example.com"),
        ("书记员孙晓梅", "立案大厅排队两小时"),
        ("石磊", "我等了一个小时"),
        ("郑国强", "书记员孙晓梅骂人"),
        ("王芳", "王府井法庭排队"),
        ("马超", "马上要开庭了"),
        ("方圆", "方法不对，双方都等"),
        ("江河", "长江的案子"),
    ],
)
def test_what_only_looks_like_his_name_does_not(person: str, text: str) -> None:
    assert not names(person, text)


@pytest.mark.parametrize(
    ("recorded", "bare"),
    [
        ("书记员孙某", "孙某"),
        ("北京市朝阳区人民法院书记员 孙·某", "孙某"),
        ("孙晓梅（书记员）", "孙晓梅"),
        ("审判员  郑国强", "郑国强"),
        ("主管", "主管"),
    ],
)
def test_a_record_may_carry_the_office_in_the_name(recorded: str, bare: str) -> None:
    assert bare_name(recorded) == bare


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("你们主管态度恶劣", True),
        ("主管不接电话", True),
        ("主管书记员不接电话", False),
        ("书记员骂人", False),
    ],
)
def test_an_office_without_a_name_means_who_holds_it(text: str, meant: bool) -> None:
    assert names_office("主管", text) is meant
