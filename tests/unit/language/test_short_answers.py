"""Answers to questions: options, grades, licences, telephones, names, laws."""

from datetime import date

import pytest

from bot.language.choices import choose
from bot.language.grades import find_rating, read_rating
from bot.language.laws import find_laws
from bot.language.licences import find_licences, read_licence
from bot.language.names import find_person, read_name
from bot.language.phones import find_phones

OPTIONS = [
    "（2025）京0105民初12345号 买卖合同纠纷 朝阳法院 11月24日开庭",
    "（2025）京0108民初678号 民间借贷纠纷 海淀法院 12月1日开庭",
    "（2025）京0105民初999号 劳动争议",
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("第二个", [1]),
        ("2", [1]),
        ("二", [1]),
        ("最后一个", [2]),
        ("后面那个", [2]),
        ("倒数第二个", [1]),
        ("中间那个", [1]),
        ("海淀那个", [1]),
        ("买卖合同那个", [0]),
        ("下周二开庭那个", [0]),
        ("尾号678的", [1]),
        ("12345那个", [0]),
        ("劳动争议", [2]),
        ("京0105", [0, 2]),
        ("都要", [0, 1, 2]),
        ("天气怎么样", []),
        ("第五个", []),
        ("0", []),
        ("", []),
    ],
)
def test_choices(text: str, chosen: list[int], today: date) -> None:
    assert choose(text, OPTIONS, today) == chosen


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("五分", 5),
        ("满分", 5),
        ("非常满意", 5),
        ("十分满意", 5),
        ("满意", 4),
        ("挺好的", 4),
        ("4星", 4),
        ("一般", 3),
        ("还行", 3),
        ("打三分", 3),
        ("不满意", 2),
        ("不太满意", 2),
        ("差评", 2),
        ("很差", 1),
        ("非常不满意", 1),
        ("5", 5),
        ("改天再说", None),
        ("两三分之间吧", None),
        ("四分五分都行", None),
        ("3.5分", None),
    ],
)
def test_grades(text: str, grade: int | None) -> None:
    assert read_rating(text) == grade


@pytest.mark.parametrize("text", ["我对判决不满意想上诉", "我是一般授权", "5", "三级法院", "合同价差怎么算"])
def test_sentences_without_a_grade(text: str) -> None:
    assert find_rating(text) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("非常满意，请录入", 5),
        ("不满意，答的不是我问的", 2),
        ("问了半天没说到点子上 二分", 2),
        ("网上立案办得快 我评4", 4),
        ("按一到五，我选五", 5),
        ("比上回强，五份", 5),
        ("勉强吧 3", 3),
        ("就按最低的那档记", 1),
        ("我等了3天才有人管", None),
        ("服务是一流的", None),
        ("接电话的是一位女同志 特别耐心", None),
        ("按2转人工 没人理", None),
        ("我叫张三", None),
        ("别给我记5", None),
        ("给你们打90分", None),
        ("满分十分，我给八分，麻烦您记一下", None),
        ("十分满意", 5),
        ("在哪里打分", None),
    ],
)
def test_what_is_known_to_grade_is_read_more_freely(text: str, grade: int | None) -> None:
    assert find_rating(text, rates=True) == grade


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("执业证号13101201510123456", "lawyer"),
        ("执业证号幺三幺零幺二零幺五幺零幺二三四五六", "lawyer"),
        ("19010806110001", "trainee"),
        ("190108061100", "old"),
        ("1310120151012345", "invalid"),
        ("13101199900123456", "invalid"),
        ("19901201510123456", "invalid"),
        ("11010519491231002", "invalid"),
    ],
)
def test_licences(text: str, kind: str) -> None:
    found = read_licence(text, 2026)
    assert found and found.kind == kind
    assert (found.reason != "") == (kind in ("old", "invalid"))


def test_a_telephone_is_no_licence() -> None:
    assert find_licences("我的电话13812345678", 2026) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("手机138 1234 5678", "+8613812345678"),
        ("幺三八幺二三四五六七八", "+8613812345678"),
        ("+86-13812345678", "+8613812345678"),
        ("座机010-62345678", "+861062345678"),
        ("0755-23456789", "+8675523456789"),
    ],
)
def test_phones(text: str, number: str) -> None:
    assert [p.number for p in find_phones(text)] == [number]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我是张伟律师", "张伟"),
        ("我叫欧阳明，想查案子", "欧阳明"),
        ("您好我是王芳", "王芳"),
        ("姓名：李晓明", "李晓明"),
        ("我是原告代理人", None),
        ("我是律师", None),
        ("我是来查案子的", None),
        ("我是朝阳法院的", None),
        ("查一下李法官电话", None),
    ],
)
def test_a_name_is_read_where_it_is_introduced(text: str, name: str | None) -> None:
    found = find_person(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"), [("张伟", "张伟"), ("阿不都·热合曼", "阿不都·热合曼"), ("今天", None), ("查案子", None)]
)
def test_a_bare_name_counts_when_asked_for(text: str, name: str | None) -> None:
    found = read_name(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "title", "article"),
    [
        ("民诉法第一百四十九条", "中华人民共和国民事诉讼法", 149),
        ("民法典577条怎么规定", "中华人民共和国民法典", 577),
        ("《民事诉讼法》第68条", "中华人民共和国民事诉讼法", 68),
        ("诉讼费交纳办法第十四条", "诉讼费用交纳办法", 14),
        ("民诉法解释第100条", "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释", 100),
        ("第十条说什么", None, 10),
    ],
)
def test_laws_and_articles(text: str, title: str | None, article: int) -> None:
    assert [(law.law_name, law.article_no) for law in find_laws(text)] == [(title, article)]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("本来想给五星的，等太久，三星吧", 3),
        ("要是快一点就五分了 现在四分", 4),
        ("上次给了五分，这次两分", 2),
        ("态度五分，速度三分", None),
        ("态度五分，速度三分，总的给四分", 4),
        ("本来能给五星的", None),
        ("打了好几回，你说我给几分 两分", 2),
        ("几分算满意", None),
        ("不想打五星", None),
        ("迟到50分钟，给个说法", None),
        ("一分都还没交", None),
        ("满意不满意都不点", None),
    ],
)
def test_of_several_grades_the_one_that_is_given(text: str, grade: int | None) -> None:
    assert find_rating(text, rates=True) == grade
