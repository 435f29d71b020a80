"""What articles say: complete in number, found by topic, and nothing told of what does not hold."""

import pytest

from actions.law.articles import laws
from actions.law.editions import carried_over, edition_on, editions, withdrawn
from actions.law.lookup import following, look_up
from actions.law.provisions import law_facts, provision, provisions
from actions.law.reference import FOLDER, article_files
from actions.law.topics import find_by_topic
from bot.language.articles_asked import asked_articles

LONGEST = 520
LONGEST_BRIEF = 170


def test_hundreds_of_articles_of_each_law_of_procedure_are_told() -> None:
    told = [one.law.code for one in provisions().values()]
    assert len(told) >= 400
    for code in ("cpl", "cpi", "alp", "ali", "crl", "cri", "fee", "ev", "pres", "onl", "omed", "enf", "reg",
                 "law", "comp", "opin"):  # fmt: skip
        assert told.count(code) >= 15, code


def test_every_file_is_of_a_known_law_and_tells_only_articles_it_has() -> None:
    for code, file in article_files().items():
        assert code in laws() and (FOLDER / "articles" / f"{code}.yml").exists()
        assert all(1 <= number <= file["last"] for number in file["articles"]), code


def test_an_article_is_told_in_whole_sentences_of_a_bearable_length() -> None:
    for one in provisions().values():
        assert one.about and one.says.endswith("。") and len(one.says) <= LONGEST, one.key
        assert len(one.brief) <= LONGEST_BRIEF, one.key


@pytest.mark.parametrize(
    ("said", "key"),
    [("举证期限", "cpl.68"), ("延期开庭", "cpl.149"), ("管辖异议", "cpl.130"),
     ("保全错误赔偿", "cpl.108"), ("申请再审期限", "cpl.216"),
     ("续封", "pres.18"), ("执行时效", "cpl.250"),
     ("行政诉讼起诉期限", "alp.46"), ("重复起诉", "cpi.247"),
     ("律师会见", "crl.39"), ("诉讼费败诉方负担", "fee.29"),
     ("微信聊天记录", "ev.14"), ("小额诉讼上诉", "cpl.165"),
     ("电子送达生效", "onl.31"), ("律师助理账号", "opin.14"),
     ("司法确认的材料", "cpi.354"), ("不得在线庭审的情形", "onl.21"),
     ("国家赔偿时效", "comp.39"), ("立案审查期限", "reg.8"),
     ("申请执行的材料", "enf.18")],
)  # fmt: skip
def test_a_topic_leads_to_its_article(said: str, key: str) -> None:
    assert find_by_topic(said)[0].key == key


@pytest.mark.parametrize("said", ["离婚冷静期", "红烧肉", "天气", "民间借贷利率", ""])
def test_what_no_article_speaks_of_is_not_found(said: str) -> None:
    assert find_by_topic(said) == []


def test_a_topic_can_be_looked_for_in_one_law() -> None:
    assert {one.law.code for one in find_by_topic("举证期限", "ev")} == {"ev"}


def test_an_article_that_does_not_exist_is_said_to_be_none() -> None:
    assert [one.trouble for one in look_up(asked_articles("民诉法第五百条"), None)] == ["no_such"]
    assert [one.trouble for one in look_up(asked_articles("民诉法第一百条之一"), None)] == ["no_such"]


def test_a_withdrawn_law_has_a_successor_and_an_end() -> None:
    assert [one.trouble for one in look_up(asked_articles("物权法第九条"), None)] == ["withdrawn"]
    assert all(gone.successor and gone.ended_on for gone in withdrawn().values())


def test_too_many_at_once_are_refused() -> None:
    assert [one.trouble for one in look_up(asked_articles("民诉法第1条到第60条"), None)] == ["too_many"]


def test_an_older_number_is_told_with_the_present_one() -> None:
    found = look_up(asked_articles("2012年的民诉法第一百条"), None)
    assert [(one.number, one.trouble) for one in found] == [(103, None)]
    assert [one.trouble for one in look_up(asked_articles("2007年民诉法第一百条"), None)] == [
        "unknown_edition"
    ]


def test_an_old_number_without_a_year_gives_every_reading_once() -> None:
    carried = carried_over("cpl", "old", 194)
    assert [(one.edition, one.number) for one in carried] == [("2021", 198), ("2017", 205)]


def test_every_article_of_2021_has_its_present_number() -> None:
    now = [carried_over("cpl", "2021", number)[0].number for number in range(1, 292)]
    assert None not in now and now == sorted(set(now), key=now.index)
    assert all(number is not None and 1 <= number <= law_facts()["cpl"].last for number in now)


def test_the_edition_in_force_is_that_of_the_day() -> None:
    by_year = dict(editions("cpl"))
    assert edition_on("cpl", by_year["2021"]) == "2021"
    assert edition_on("cpl", by_year["2023"]) == "2023"
    assert edition_on("fee", by_year["2023"]) is None


def test_the_next_article_ends_with_the_law() -> None:
    title, last = laws()["cpl"].title, law_facts()["cpl"].last
    assert following(title, 85, 1) == 86
    assert following(title, last, 1) is None
    assert following(title, 1, -1) is None


def test_terms_of_art_stand_in_what_must_name_them() -> None:
    def says(key: str) -> str:
        one = provision(*((key.split(".")[0], int(key.split(".")[1]))))
        assert one is not None
        return one.says

    for key, terms in (
        ("cpl.62", ("特别授权", "承认", "放弃", "变更", "和解", "反诉", "上诉")),
        ("cpl.157", ("不予受理", "管辖异议", "驳回起诉", "前三项可以上诉")),
        ("fee.8", ("特别程序", "不予受理", "驳回起诉", "驳回上诉", "行政赔偿")),
        ("pres.5", ("百分之三十", "相当于请求保全数额")),
        ("alp.70", ("主要证据不足", "违反法定程序", "超越职权", "滥用职权", "明显不当")),
    ):
        assert all(term in says(key) for term in terms), key
