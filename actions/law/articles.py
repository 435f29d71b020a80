"""Every article that a reply may cite. A reply names an article by key and never types a number itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NewType

from actions.law.errors import ArticleNotCarriedOver, UnknownArticle
from actions.law.reference import article_files, read_table

ArticleKey = NewType("ArticleKey", str)

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def chinese_number(number: int) -> str:
    """Chinese numeral as statutes write it: 13 → 十三, 205 → 二百零五, 1260 → 一千二百六十; and 10305 →
    一万零三百零五, for an article that somebody asks for and no statute has. Raises ValueError for what is
    not of 1 to 999999999."""
    if not 0 < number < 10**9:
        raise ValueError(number)
    for many, place in ((10**8, "亿"), (10**4, "万")):
        if number >= many:
            high, low = divmod(number, many)
            between = "零" if 0 < low < many // 10 else ""
            return chinese_number(high) + place + between + (chinese_number(low) if low else "")
    text, rest, gap = "", number, False
    for value, place in _PLACES:
        digit, rest = divmod(rest, value)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + place
        gap = bool(text) and not digit
    if rest:
        text += ("零" if gap else "") + _DIGITS[rest]
    return text.removeprefix("一") if 10 <= number < 20 else text


@dataclass(frozen=True, slots=True)
class Law:
    code: str
    title: str
    short: str
    edition: str


@dataclass(frozen=True, slots=True)
class Article:
    """`number` is that of the current edition; `gist`: what it says, short enough for the ear where there is
    such a sentence; not `verified` where only a report of the text was read."""

    key: ArticleKey
    law: Law
    number: int
    paragraph: str
    gist: str
    verified: bool

    @property
    def place(self) -> str:
        return f"第{chinese_number(self.number)}条{self.paragraph}"

    @property
    def citation(self) -> str:
        """《诉讼费用交纳办法》第十三条; inner title marks become 〈〉 (GB/T 15834)."""
        inner = self.law.title.replace("《", "〈").replace("》", "〉")
        return f"《{inner}》{self.place}"

    @property
    def spoken(self) -> str:
        return f"{self.law.short}{self.place}"


@cache
def laws() -> dict[str, Law]:
    return {row["code"]: Law(**row) for row in read_table("laws.csv")}


@cache
def articles() -> dict[ArticleKey, Article]:
    """The whole table by key: law code, article number and, for part of an article, a third element.

    What an article says stands in the file of its law; articles.csv has only parts of articles, and articles
    of laws that there is no file of.
    """
    table: dict[ArticleKey, Article] = {}
    for row in read_table("articles.csv"):
        key = ArticleKey(row["key"])
        code, number = key.split(".")[:2]
        table[key] = Article(
            key, laws()[code], int(number), row["paragraph"], row["gist"], row["checked"] == "text"
        )
    for code, file in article_files().items():
        for number, told in file["articles"].items():
            key = ArticleKey(f"{code}.{number}")
            table[key] = Article(key, laws()[code], number, "", told.get("brief", told["says"]), True)
    return table


def article(key: str) -> Article:
    """Raises UnknownArticle."""
    try:
        return articles()[ArticleKey(key)]
    except KeyError:
        raise UnknownArticle(key) from None


def law_named(name: str) -> Law | None:
    """By full title, with or without 中华人民共和国 and book title marks, or by short title."""
    bare = _bare(name)
    return next((law for law in laws().values() if bare in (_bare(law.title), _bare(law.short))), None)


def find_article(law_name: str, number: int) -> Article:
    """The whole article of that number in the current edition. Raises UnknownArticle."""
    law = law_named(law_name)
    return article(f"{law.code if law else law_name}.{number}")


def citations(keys: Iterable[str], *, spoken: bool = False) -> str:
    """Citations in the given order, joined for a sentence: 《甲》第一条、第三条，《乙》第二条."""
    places: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        found = article(key)
        full = found.spoken if spoken else found.citation
        places.setdefault(full.removesuffix(found.place), []).append(found.place)
    return "，".join(title + "、".join(listed) for title, listed in places.items())


def current_article(law: str, edition: str, number: int) -> int:
    """Number in the current edition of an article cited by its number in an older one.

    `law` is a code or a name, `edition` the year of the older numbering (民诉法: 2012, 2017, 2021). Raises
    UnknownArticle for a law without such a table, ArticleNotCarriedOver where nothing corresponds.
    """
    found = law_named(law)
    code = found.code if found else law
    spans = [row for row in read_table("renumbered.csv") if row["law"] == code and row["edition"] == edition]
    if not spans:
        raise UnknownArticle(f"{code}.{number}")
    for row in spans:
        if int(row["first"]) <= number <= int(row["last"]):
            return int(row["current_first"]) + number - int(row["first"])
    raise ArticleNotCarriedOver(code, edition, number)


def _bare(name: str) -> str:
    return name.strip().strip("《》").removeprefix("中华人民共和国")
