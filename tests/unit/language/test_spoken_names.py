"""The caller's own name, in every way in which people give one; and answers that give none."""

from __future__ import annotations

import pytest

from bot.language.spoken_names import answered_name, probable_name

GIVEN = {
    # alone, and with what goes before and behind
    "林知远": "林知远",
    "林知远。": "林知远",
    "嗯，林知远": "林知远",
    "林知远啊": "林知远",
    "林知远律师": "林知远",
    "我是林知远": "林知远",
    "我叫林知远": "林知远",
    "我叫做林知远": "林知远",
    "我的名字是林知远": "林知远",
    "姓名：林知远": "林知远",
    "名字叫林知远": "林知远",
    "本人林知远": "林知远",
    "律师林知远": "林知远",
    "您好，我叫林知远，谢谢": "林知远",
    "林知远，三个字": "林知远",
    "林 知 远": "林知远",
    "大名林知远": "林知远",
    "俺叫林知远": "林知远",
    "不好意思，林知远": "林知远",
    "何川": "何川",
    "何川，两个字": "何川",
    # the family name first
    "我姓林，叫知远": "林知远",
    "免贵姓林，林知远": "林知远",
    "免贵姓林，名知远": "林知远",
    "我姓任，叫工": "任工",
    "姓贺，贺清秋": "贺清秋",
    "免贵姓欧阳，欧阳若水": "欧阳若水",
    # how it is written
    "弓长张，张亦舟": "张亦舟",
    "立早章，章怀素": "章怀素",
    "耳东陈，陈望北": "陈望北",
    "我姓张，弓长张，张亦舟": "张亦舟",
    "木子李，李牧之": "李牧之",
    "双木林，叫林知远": "林知远",
    "口天吴，吴思源": "吴思源",
    "周砚，砚台的砚": "周砚",
    "沈既白，既然的既，白色的白": "沈既白",
    "程序，前程的程": "程序",
    # two characters of a family name
    "欧阳若水": "欧阳若水",
    "司马青": "司马青",
    "上官云珠": "上官云珠",
    "诸葛明": "诸葛明",
    "我叫令狐远山": "令狐远山",
    "我是尉迟恭俭": "尉迟恭俭",
    "慕容听雪律师": "慕容听雪",
    "皇甫嵩": "皇甫嵩",
    "东方朔方": "东方朔方",
    "端木磊": "端木磊",
    # other peoples
    "阿依夏·买买提江": "阿依夏·买买提江",
    "我叫阿依夏·买买提江": "阿依夏·买买提江",
    "迪丽拜尔•艾山": "迪丽拜尔·艾山",
    "古丽·阿不都拉，谢谢": "古丽·阿不都拉",
    "我叫额尔敦巴雅尔": "额尔敦巴雅尔",
    "额尔敦巴雅尔": "额尔敦巴雅尔",
    "木合塔尔艾山江": "木合塔尔艾山江",
    "扎西顿珠": "扎西顿珠",
    "我叫吉克阿木": "吉克阿木",
    "卓玛央金": "卓玛央金",
    # names that look like words, and rare families
    "高兴": "高兴",
    "我叫高兴": "高兴",
    "安静": "安静",
    "和平": "和平",
    "文明": "文明",
    "我叫方便": "方便",
    "易如水": "易如水",
    "谯小楼": "谯小楼",
    "我叫亓安": "亓安",
    "管平潮": "管平潮",
    "时光": "时光",
    "万里晴": "万里晴",
    "任何": "任何",
    "我叫任重": "任重",
    "程成": "程成",
    "钱多多": "钱多多",
    "我叫秦回": "秦回",
}
NONE = (
    "",
    "嗯",
    "啊？",
    "什么",
    "再说一遍",
    "没听清",
    "等一下",
    "稍等，我找一下",
    "取消",
    "算了不办了",
    "转人工",
    "找个真人跟我说",
    "你是谁",
    "你们是法院吗",
    "为什么要问姓名",
    "我不想说名字",
    "不方便说",
    "我姓林",
    "免贵姓欧阳",
    "弓长张",
    "查一下开庭时间",
    "我要申请延期开庭",
    "诉讼费多少",
    "案件进展怎么样了",
    "11101201510123456",
    "证号错了",
    "信号不好",
    "这里太吵了",
    "谢谢，再见",
    "对",
    "可以",
    "不知道",
    "我正在开车",
    "👍",
)


@pytest.mark.parametrize(("said", "name"), GIVEN.items())
def test_a_name_is_read_whole(said: str, name: str) -> None:
    assert answered_name(said) == name


@pytest.mark.parametrize("said", NONE)
def test_what_gives_no_name_is_none(said: str) -> None:
    assert answered_name(said) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("林知远", "林知远"),
        ("覅小六", "覅小六"),
        ("嗯，黛云", "黛云"),
        ("你好", None),
        ("案件进展", None),
        ("远", None),
        ("", None),
    ],
)
def test_where_a_name_is_surely_meant_any_piece_that_can_be_one_is_taken(said: str, name: str | None) -> None:
    assert probable_name(said) == name
