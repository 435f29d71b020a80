"""What of the law a sentence asks for: numbers, ranges, editions, and the topic beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.articles import chinese_number
from bot.language.articles_asked import Place, asked_articles
from bot.language.going_on import going_on

CIVIL, CRIMES = "中华人民共和国民事诉讼法", "中华人民共和国刑法"
CIVIL_EXPLAINED = "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释"


@pytest.mark.parametrize(
    ("text", "places"),
    [("民诉法第一百四十九条怎么规定的", [Place(CIVIL, 149, 149)]),
     ("民诉法149条", [Place(CIVIL, 149, 149)]),
     ("民诉法一四九", [Place(CIVIL, 149, 149)]),
     ("民事诉讼法第122条到第124条", [Place(CIVIL, 122, 124)]),
     ("第85、86条，民诉法的", [Place(CIVIL, 85, 85), Place(CIVIL, 86, 86)]),
     ("刑法第一百二十条之一", [Place(CRIMES, 120, 120, 1)]),
     ("民诉解释第三百一十八条和民诉法第九十九条",
      [Place(CIVIL_EXPLAINED, 318, 318), Place(CIVIL, 99, 99)]),
     ("第二十条是什么", [Place(None, 20, 20)]),
     ("我有三条意见", []),
     ("举证期限在哪一条", [])],
)  # fmt: skip
def test_articles_are_read_with_their_laws(text: str, places: list[Place]) -> None:
    assert list(asked_articles(text).places) == places


@given(st.integers(1, 999))
def test_a_number_is_read_in_figures_and_in_words(number: int) -> None:
    for said in (f"第{number}条", f"第{chinese_number(number)}条"):
        assert asked_articles(f"民诉法{said}").places == (Place(CIVIL, number, number),)


@pytest.mark.parametrize(
    ("text", "edition"),
    [("2012年的民诉法第一百条", "2012"), ("民诉法2017年版第65条", "2017"),
     ("二零二一年民诉法第二百条", "2021"),
     ("旧民诉法第一百条", "old"), ("修改前的民诉法第一百条", "old"), ("民诉法第一百条", None)],
)  # fmt: skip
def test_the_edition_is_read(text: str, edition: str | None) -> None:
    assert asked_articles(text).edition == edition


@pytest.mark.parametrize(
    ("text", "topic"),
    [("哪条规定了举证期限", "举证期限"), ("延期开庭的法律依据是哪一条", "延期开庭"),
     ("申请再审的期限写在民事诉讼法哪条", "申请再审期限"), ("帮我查一下法律条文", "")],
)  # fmt: skip
def test_what_is_left_is_the_topic(text: str, topic: str) -> None:
    assert asked_articles(text).topic == topic


def test_a_withdrawn_law_is_known_by_its_name() -> None:
    assert asked_articles("合同法第52条").law == "中华人民共和国合同法"


@pytest.mark.parametrize(
    ("text", "step"),
    [("继续", "more"), ("下一条呢", "next"), ("上一条", "previous"), ("请说详细点", "full"),
     ("念原文", "full"),
     ("申请继续开庭", None), ("这条详细规定了什么期限", None)],
)  # fmt: skip
def test_only_a_whole_utterance_goes_on(text: str, step: str | None) -> None:
    assert going_on(text) == step


@pytest.mark.parametrize(
    "text", ["民诉法149条 不对 是151条", "民诉法第149条，说错了，第151条", "查民诉法149，打错了，151"]
)
def test_the_article_that_was_put_right_is_asked_for(text: str) -> None:
    assert [(place.first, place.last) for place in asked_articles(text).places] == [(151, 151)]
