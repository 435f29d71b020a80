"""What a reply cites is an article of the table, in the current edition."""

import csv
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.articles import (
    article,
    articles,
    chinese_number,
    citations,
    current_article,
    find_article,
    laws,
)
from actions.law.checks import file_review, postponement, recusal
from actions.law.errors import ArticleNotCarriedOver, UnknownArticle
from actions.law.grounds import postponement_grounds, recusal_grounds
from actions.law.promises import service_times
from actions.law.reference import FOLDER, article_files, read_table
from actions.law.tariff import load_tariff
from actions.law.time_limits import time_limits


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (85, "八十五"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (149, "一百四十九"), (205, "二百零五"), (318, "三百一十八"), (1000, "一千"),
     (1001, "一千零一"), (1010, "一千零一十"), (1110, "一千一百一十"), (1260, "一千二百六十"),
     (10305, "一万零三百零五")],
)  # fmt: skip
def test_article_numbers_are_written_as_statutes_write_them(number: int, text: str) -> None:
    assert chinese_number(number) == text


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_two_article_numbers_never_read_alike(one: int, other: int) -> None:
    assert (chinese_number(one) == chinese_number(other)) == (one == other)


def test_citation_names_title_and_number() -> None:
    assert article("fee.13").citation == "《诉讼费用交纳办法》第十三条"
    assert article("fee.13").spoken == "诉讼费用交纳办法第十三条"
    assert article("cpl.149").citation == "《中华人民共和国民事诉讼法》第一百四十九条"
    assert article("fee.14.2").citation == "《诉讼费用交纳办法》第十四条第二项"


def test_title_inside_a_title_takes_single_marks() -> None:
    cited = article("cpi.206").citation
    assert cited.count("《") == cited.count("》") == 1
    assert "〈中华人民共和国民事诉讼法〉" in cited


def test_citations_join_articles_of_one_law_and_drop_repeats() -> None:
    assert citations(["fee.15", "fee.53", "fee.15"]) == "《诉讼费用交纳办法》第十五条、第五十三条"
    assert citations(["cpl.48", "fee.15"], spoken=True) == "民事诉讼法第四十八条，诉讼费用交纳办法第十五条"


def test_unknown_articles_are_told_in_chinese() -> None:
    with pytest.raises(UnknownArticle) as caught:
        article("fee.999")
    assert re.fullmatch(r"[\u3000-\uffef]+", caught.value.says)


@pytest.mark.parametrize("name", ["诉讼费用交纳办法", "《诉讼费用交纳办法》"])
def test_an_article_is_found_by_any_name_of_its_law(name: str) -> None:
    assert find_article(name, 27).key == "fee.27"


def test_full_and_bare_titles_find_the_same_law() -> None:
    assert find_article("中华人民共和国民事诉讼法", 85) is find_article("民事诉讼法", 85)


def test_all_sixteen_articles_of_the_opinion_on_lawyers_service_are_there() -> None:
    assert {found.number for found in articles().values() if found.law.code == "opin"} >= set(range(1, 17))


def test_every_article_has_a_gist_and_a_known_law_and_is_told_in_one_place() -> None:
    keys = [row["key"] for row in read_table("articles.csv")]
    keys += [f"{code}.{number}" for code, file in article_files().items() for number in file["articles"]]
    assert len(keys) == len(set(keys)) and set(keys) == set(articles())
    assert all(found.gist and found.law.code in laws() for found in articles().values())


def _keys_in_use() -> set[str]:
    tariff = load_tariff()
    used = {key for kind in tariff.kinds.values() for key in kind.articles + kind.note_articles}
    used |= {key for halving in tariff.halvings.values() for key in halving.articles}
    used |= {key for refund in tariff.refunds.values() for key in refund.articles}
    used |= {key for limit in time_limits().values() for key in limit.articles}
    used |= {key for times in service_times().values() for key in times.get("articles", ())}
    for ground in postponement_grounds() + recusal_grounds():
        used |= {key for keys in ground.articles.values() for key in keys}
    for postponed in postponement.rules().values():
        used |= {*postponed.articles, *postponed.other_cause, *postponed.limit_articles}
    for recused in recusal.rules().values():
        used |= {*recused.articles, *recused.until_debate_closes, *recused.deciders_under}
    for files in file_review.rules().values():
        used |= {*files.articles, *files.barred, *files.secret, *files.mandate, *files.archived}
    return used


def test_every_key_that_other_tables_use_is_in_the_table() -> None:
    assert _keys_in_use() <= set(articles())


def test_every_key_written_in_code_is_in_the_table() -> None:
    codes = "|".join(laws())
    for file in (FOLDER.parents[1] / "actions" / "law").rglob("*.py"):
        written = re.findall(rf'"((?:{codes})\.\d+(?:\.\d+)?)"', file.read_text(encoding="utf-8"))
        assert set(written) <= set(articles()), file.name


@pytest.mark.parametrize(
    ("edition", "old", "current"),
    [("2012", 100, 103), ("2021", 103, 103), ("2012", 101, 104), ("2017", 65, 68), ("2017", 81, 84),
     ("2017", 127, 130), ("2017", 133, 136), ("2017", 146, 149), ("2017", 194, 205), ("2021", 201, 205),
     ("2017", 225, 236), ("2021", 232, 236), ("2017", 227, 238), ("2021", 234, 238), ("2017", 44, 47),
     ("2017", 239, 250), ("2021", 246, 250), ("2021", 276, 286), ("2017", 36, 37),
     ("2021", 273, 279), ("2012", 266, 279)],
)  # fmt: skip
def test_older_numbers_of_the_civil_procedure_law_lead_to_the_current_ones(
    edition: str, old: int, current: int
) -> None:
    assert current_article("民事诉讼法", edition, old) == current


def test_what_has_no_counterpart_is_not_guessed() -> None:
    with pytest.raises(ArticleNotCarriedOver):
        current_article("cpl", "2021", 292)
    with pytest.raises(UnknownArticle):
        current_article("cpl", "1991", 13)


def test_renumbering_keeps_order_and_never_overlaps() -> None:
    with (FOLDER / "renumbered.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for edition in ("2012", "2017", "2021"):
        spans = [
            (int(row["first"]), int(row["last"]), int(row["current_first"]))
            for row in rows
            if row["edition"] == edition
        ]
        for (_, last, current), (first, _, following) in pairwise(spans):
            assert last < first and current < following
