"""The courts of the country: their codes (法院代字), their names, and finding them in what people say.

The default directory is built by the coding rule of 案号若干规定 art. 5 from GB/T 2260 divisions plus
the courts that no division yields; an import of the court's own data replaces it (`load_file`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot.language.court_names import (
    CITY,
    ENDING,
    LONGEST_STEM,
    SUPREME_NAME,
    forms,
    said_level,
    shorten,
    without,
)
from bot.language.court_table import SUPREME, Court, country, level_of, provinces
from bot.language.fold import fold

_DENIED = re.compile(r"(?:不是|不在|并非|别是)(?:说|那个|在)?(.{2,4})")


_OTHER_CITY = ("南", "东", "江")
"""南京一中院, 江津一院 are none of 京 and 津."""


@dataclass(frozen=True)
class Match:
    """A court's name in the folded text, with every court that may be meant (one, or the candidates). Of a
    court that is no more its successor is meant; `former` is then what was named."""

    start: int
    end: int
    text: str
    courts: tuple[Court, ...]
    former: Court | None = None

    @property
    def court(self) -> Court | None:
        """The court when the name means exactly one."""
        return self.courts[0] if len(self.courts) == 1 else None


@dataclass(frozen=True)
class _Entry:
    court: Court
    stems: frozenset[str]
    before: frozenset[str]
    """What may stand before the stem: the names of the city and the province."""
    number: str


class CourtDirectory:
    """Courts by code and by what people call them."""

    def __init__(self, courts: Iterable[Court], also_called: Mapping[str, str] | None = None) -> None:
        self._by_code = {court.code: court for court in courts}
        self._also_called = also_called or {}
        self._by_stem: dict[tuple[str, str], list[_Entry]] = {}
        self._before_of: dict[str, frozenset[str]] = {}
        self._indexed = False

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> "CourtDirectory":
        """From mappings with code, name and, where known, level and province. Raises KeyError without
        code or name."""
        return cls(
            Court(
                row["code"],
                row["name"],
                row.get("level") or level_of(row["code"]),
                row.get("province") or provinces().get(row["code"][:1], ("", ""))[1],
            )
            for row in rows
        )

    @classmethod
    def load_file(cls, path: Path) -> "CourtDirectory":
        """From courts.json, a list of {code, name, level, province}. Raises OSError, ValueError,
        KeyError."""
        return cls.from_rows(json.loads(path.read_text("utf-8")))

    def with_file(self, path: Path) -> "CourtDirectory":
        """This directory with the courts of a file put over it by code. Raises as `load_file`."""
        given = {court.code: court for court in CourtDirectory.load_file(path)}
        return CourtDirectory([*(c for c in self if c.code not in given), *given.values()], self._also_called)

    @classmethod
    def load_default(cls) -> "CourtDirectory":
        """The country by the coding rule; read once."""
        return _default()

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Court]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Court | None:
        """The court of a code such as 京0105, else None."""
        return self._by_code.get(code)

    def read(self, text: str) -> tuple[Court, ...]:
        """The courts meant when one was asked for: a name, a code (京0105) or a place (海淀, 广州市)."""
        said = fold(text).replace(" ", "")
        if court := self.get(said):
            return (court,)
        for word in (said, f"{said}法院", f"{said}中院", f"{said}高院"):
            if found := self.find(word):
                return found[0].courts
        return ()

    def find(self, text: str) -> list[Match]:
        """Courts named in a text, full or short; a name that several courts share gives all of them."""
        folded = fold(text).replace("法完", "法院")
        found: list[Match] = []
        free = 0
        for match in SUPREME_NAME.finditer(folded):
            supreme = self._by_code.get("最高法")
            if supreme:
                found.append(Match(match.start(), match.end(), match[0], (supreme,)))
        for match in ENDING.finditer(folded):
            named = self._before(folded, match, free)
            if named and not any(named.start < other.end and other.start < named.end for other in found):
                found.append(named)
                free = named.end
        return sorted((self._by_places(match, folded) for match in found), key=lambda m: m.start)

    def _by_places(self, match: Match, text: str) -> Match:
        """Of several courts those whose city or province the text names elsewhere: 我在北京，朝阳法院…; not
        those of a place that is denied (不是杭州的)."""
        if match.court:
            return match
        elsewhere = text[: match.start] + "\n" + text[match.end :]
        denied = [each[1] for each in _DENIED.finditer(elsewhere)]
        here = [
            court
            for court in match.courts
            if not any(said.startswith(word) for word in self._before_of[court.code] for said in denied)
        ]
        match, elsewhere = replace(match, courts=tuple(here) or match.courts), _DENIED.sub("\n", elsewhere)
        named = {
            court: [
                word for word in self._before_of[court.code] if word in elsewhere and word not in match.text
            ]
            for court in match.courts
        }
        return replace(match, courts=tuple(court for court in match.courts if named[court]) or match.courts)

    def _before(self, text: str, ending: "re.Match[str]", free: int) -> Match | None:
        """The longest stem that ends where the court's ending begins, narrowed by city and province
        before it."""
        self._index()
        level = said_level(ending)
        tries = [(ending.start(), ending["number"] or "")]
        if ending["number"]:
            tries.append((ending.start("number") + 1, ""))
        for stop, number in tries:
            lowest = max(free, stop - LONGEST_STEM)
            for start in range(lowest, stop - 1):
                if text[start] == " ":
                    continue
                stem = shorten(text[start:stop].replace(" ", ""))
                entries = self._by_stem.get((level, stem + number))
                if entries:
                    return self._narrow(text, start, ending.end(), free, entries)
        entries = self._by_stem.get((level, ending["number"])) if ending["number"] else None
        if ending["there"] or not entries:
            return None
        return self._narrow(text, ending.start(), ending.end(), free, entries)

    def _narrow(self, text: str, start: int, end: int, free: int, entries: list[_Entry]) -> Match:
        while True:
            head = text[max(free, start - 12) : start].rstrip(" ")
            fits = {
                word: entry_list
                for word in {w for e in entries for w in e.before}
                if head.endswith(word)
                and not (len(word) == 1 and head[-2:-1] in _OTHER_CITY)
                and (entry_list := [e for e in entries if word in e.before])
            }
            if not fits:
                break
            word = max(fits, key=len)
            entries = fits[word]
            start = max(free, start - 12) + len(head) - len(word)
        exact = [e for e in entries if e.court.name == text[start:end].replace(" ", "")]
        entries = exact or entries
        live = [e for e in entries if e.court.current] or entries
        named = tuple(e.court for e in live)
        former = next((court for court in named if not court.current and court.successor), None)
        living = tuple(dict.fromkeys(self._living(court) for court in named))
        return Match(start, end, text[start:end], living, former)

    def _living(self, court: Court) -> Court:
        return court if court.current else self._by_code.get(court.successor, court)

    def _index(self) -> None:
        if self._indexed:
            return
        for court in self:
            *_, ending = (None, *ENDING.finditer(court.name))
            if court.level == SUPREME or ending is None or ending.end() != len(court.name):
                continue
            entry = self._entry(court, court.name[: ending.start()], ending["number"] or "")
            self._before_of[court.code] = frozenset(word for word in entry.before if len(word) > 1)
            for stem in entry.stems:
                self._by_stem.setdefault((said_level(ending), stem + entry.number), []).append(entry)
        self._indexed = True

    def _entry(self, court: Court, stem: str, number: str) -> _Entry:
        also = {word for word in self._also_called.get(court.code, "").split("|") if word}
        before = forms(court.province) if court.province else set()
        if number and stem in before:
            also.add("")
        stem = without(stem, before)
        parent = self._by_code.get(court.code[:3]) if len(court.code) == 5 else None
        seated = parent and parent.code[0] not in "京津沪渝" and parent.code[1] not in "789"
        if parent and seated and (seat := ENDING.search(parent.name)):
            city = forms(without(parent.name[: seat.start()], before))
            before |= city
            stem = without(stem, city)
        split = CITY.fullmatch(stem) if len(court.code) == 5 else None
        if split:
            before |= forms(split["city"])
            stem = split["rest"]
        stems = {form for form in forms(stem) if len(form) >= 2} | also
        signs = {court.code[0]} if number else set()  # 沪一中院
        return _Entry(court, frozenset(stems), frozenset({w for w in before if len(w) >= 2} | signs), number)


@lru_cache(maxsize=1)
def _default() -> CourtDirectory:
    return CourtDirectory(*country())
