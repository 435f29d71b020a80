"""The table of the country's courts, by the coding rule of 案号若干规定 art. 5 from GB/T 2260 divisions, with
the courts that no division yields and the successors of those that are no more."""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language.court_names import BASIC, CITY, HIGH, MIDDLE, bare, forms
from bot.language.reference import table

SUPREME = "最高"


@dataclass(frozen=True)
class Court:
    """One court. `current` is false for a code whose division has since been merged or renamed; `successor`
    is then the code of the court that has its cases now, `since` the year, where they are known."""

    code: str
    name: str
    level: str
    province: str
    current: bool = True
    successor: str = ""
    since: str = ""


@lru_cache(maxsize=1)
def provinces() -> dict[str, tuple[str, str]]:
    """Sign → (GB/T 2260 two digits, name); 兵 and 军 included."""
    return {sign: (division, name) for sign, division, name, _ in table("provinces")}


def level_of(code: str) -> str:
    """The level that a court code tells by its length."""
    if code == "最高法":
        return SUPREME
    return {1: HIGH, 3: MIDDLE}.get(len(code), BASIC)


def country() -> tuple[list[Court], dict[str, str]]:
    """All courts, those that are no more among them, and by code what else they are called, by `|`."""
    courts: dict[str, Court] = {}
    also: dict[str, str] = {}
    sign_of = {division: sign for sign, (division, _) in provinces().items() if division}
    present = {code: name for code, name, until in table("divisions") if not until}
    past = {code: name for code, name, until in table("divisions") if until}
    for code, name in {**past, **present}.items():
        sign = sign_of[code[:2]]
        province = provinces()[sign][1]
        if code.endswith("0000") or (code.endswith("00") and sign in "京津沪渝"):
            continue
        if code.endswith("00"):
            courts[sign + code[2:4]] = Court(
                sign + code[2:4], f"{province}{name}中级人民法院", MIDDLE, province
            )
            continue
        seat = (
            province
            if sign in "京津沪渝"
            else present.get(code[:4] + "00") or past.get(code[:4] + "00") or ""
        )
        within = seat if name.endswith("区") and seat.endswith("市") else ""
        courts[sign + code[2:]] = Court(
            sign + code[2:], f"{within}{name}人民法院", BASIC, province, code in present
        )
    for code, name, called, until in table("special_courts"):
        province = "全国" if code == "最高法" else provinces()[code[0]][1]
        courts[code] = Court(code, name, level_of(code), province, not until)
        also[code] = called
    # merged before case numbers had codes, so that no number speaks of the court that was there
    for called, code, _ in table("former_places"):
        also[code] = "|".join(filter(None, (also.get(code), *forms(called))))
    places: dict[tuple[str, str, str], list[str]] = {}
    for court in courts.values():
        if court.current:
            places.setdefault(_place(court), []).append(court.code)
    return [_with_successor(court, places) for court in courts.values()], also


def _with_successor(court: Court, places: dict[tuple[str, str, str], list[str]]) -> Court:
    """Of a court that is no more the one that has its cases: by the table, else the one of the same place,
    which has only become a district or a city (密云县 → 密云区)."""
    if court.code in _former():
        successor, since = _former()[court.code]
        return replace(court, current=False, successor=successor, since=since)
    if court.current:
        return court
    same = places.get(_place(court), [])
    near = [code for code in same if code[:3] == court.code[:3]] or same
    return replace(court, successor=near[0]) if len(near) == 1 else court


def _place(court: Court) -> tuple[str, str, str]:
    """Province, level and the place without its kind."""
    name = court.name.removesuffix("人民法院").removesuffix("中级").removeprefix(court.province)
    split = CITY.fullmatch(name)
    return court.code[0], court.level, bare(split["rest"] if split else name)


@lru_cache(maxsize=1)
def _former() -> dict[str, tuple[str, str]]:
    """Code → (its successor's code, the year since when)."""
    return {code: (successor, since) for code, successor, since in table("former_courts")}
