"""How dates are said: the patterns, and the words that tell past from coming."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.language.reference import table
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "date_cues.yml"
WINDOW = 12
"""Characters after a date in which a cue speaks of it."""

_N = r"[零〇洞一幺二两三四五六七八九十廿卅\d]"
TOUCHING = re.compile(r"[零〇洞一幺二两三四五六七八九十百千万亿廿卅卌半几数\d]$")
"""What may not stand right before a month, a day or a count: then it is a part of a longer number."""
_YEAR_SAID = rf"{_N}{{4}}|(?<!\d)\d\d|[一二]?{_N}{_N}|[两二]千零?{_N}{{1,3}}"
_YEAR = rf"(?:(?P<year>{_YEAR_SAID}) ?年|(?P<rel_year>[去今本明后前])年)"
_DAY_END = (
    r"[日号](?!楼|法庭|窗口|线)"
    r"|(?<!两)(?![零一二两三四五六七八九十廿卅几多来\d个年月万条元天次些直共审般样家人位笔件批十百])"
)
_LAST_DAY = "最后一?[天日]"
# 日 alone is more often a length of time (十五日) than a day of the month
_SUN_DAY = (
    r"日(?=[上下中]午|早上|晚上|[之以]?前|到庭|开庭|那天|收到|签收|有庭|[周(])(?!前.{0,3}(?:告知|通知))"
)
EVERY_WEEK = re.compile(r"每个?(?:周|星期|礼拜)")


@dataclass(frozen=True)
class Cues:
    """`days` are words for days and how far off they are; the rest are patterns."""

    days: dict[str, int]
    past: "re.Pattern[str]"
    coming: "re.Pattern[str]"
    counted_from: "re.Pattern[str]"
    of_days: "re.Pattern[str]"
    date: "re.Pattern[str]"


@cache
def cues() -> Cues:
    rows: dict[str, Any] = read_yaml(CUES)
    days = "|".join(sorted(rows["days"], key=len, reverse=True))
    numbered = f"号(?!{'|'.join(rows['numbered'])})"
    return Cues(
        rows["days"],
        re.compile("|".join(rows["past"])),
        re.compile("|".join(rows["coming"])),
        re.compile(rf"(?:{'|'.join(rows['counted_from'])})[书完了的后]?$"),
        re.compile("|".join(rows["of_days"])),
        re.compile(
            "|".join(
                (
                    _WRITTEN,
                    _nth_weekday(),
                    _month_day(),
                    _festivals(),
                    _words(days, rows["after_weekday"]),
                    _working_days(),
                    _counted(numbered),
                )
            )
        ),
    )


_WRITTEN = (
    r"(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?![\d.]))"
    r"|(?P<run>(?<![\d-])(?<!\d )(?<!号)(?P<ry>20[0-3]\d)(?P<rm>0[1-9]|1[0-2])(?P<rd>[0-2]\d|3[01])"
    r"(?! ?-?\d))"
    r"|(?:(?<![\d./-])|(?<=\d[./]\d[-~])|(?<=\d[./]\d\d[-~]))(?:(?P<short_year>2\d|3[0-5])[./-])?(?P<short_month>0?[1-9]|1[0-2])"
    r"(?P<short_sep>[./-])(?P<short_date>0?[1-9]|[12]\d|3[01])(?![\d./%万亿元倍千百个米块])[日号]?"
)


def _month_day() -> str:
    return (
        rf"(?:{_YEAR}的?\s*)?(?P<month>{_N}{{1,3}}|元) ?月(?:份的?)?\s*"
        rf"(?:(?P<day>{_N}{{1,3}})\s*(?:{_DAY_END})|的?(?P<last>月?[底末]|{_LAST_DAY})"
        r"|(?P<days>(?:[二三]?十[一二三四五六七八九]?){2,5})(?=[两二三四五]天|都|全))"
        rf"|{_YEAR.replace('year', 'end_year')}的?年?[底末]|(?P<year_end>年底|年末)"
    )


def _nth_weekday() -> str:
    """12月第二个星期三, 下个月最后一个周五."""
    return (
        rf"(?:(?:{_YEAR.replace('year', 'nth_year')}的?)?(?P<nth_month>{_N}{{1,3}}) ?月(?:份)?"
        r"|(?P<nth_rel>上+个?|下+个?|这个?|本)月)的?(?:第(?P<nth>[一二三四五1-5])个?|(?P<nth_last>最后一?个?))"
        r"(?:周|星期|礼拜)(?P<nth_weekday>[一二三四五六日天1-7])"
    )


def _festivals() -> str:
    """A festival by its day, and the first working day after it; 春节后 and 过了元旦 tell of none."""
    names = sorted({name for name, _ in table("festivals")}, key=len, reverse=True)
    also = "五一(?=节|劳动节|那天|当天|[之以]?前|到期|开庭)"
    return (
        rf"(?:{_YEAR.replace('year', 'festival_year')}的?)?"
        rf"(?<!过)(?<!过[了完])(?P<festival>{'|'.join(name for name in names if name != '五一')}|{also})"
        r"(?:(?P<first_after>(?:节|假期?|长假)*(?:[之以]?后|过后|过完|过了)的?(?:第一|头一?|首)个?工作日)|(?!节|一过|[之以]?后|[小长]?假|调休|期间|放假|过后|过完|过了|左右|前后|[路街镇区县乡]))"
    )


def _working_days() -> str:
    return rf"(?P<work_count>{_N}{{1,3}}) ?个? ?工作日[之以]?后"


def _words(days: str, after_weekday: str) -> str:
    return (
        rf"(?P<day_word>(?<![大外明证])(?:{days})(?!我?(?:想|要|来|打|主要|就是|咨询|问|过来|特意))个?)"
        r"|(?<![说证声表查申注载阐写文光])(?P<short_day>[今明昨])(?=早|晚|晨|[上下中]午)"
        r"|(?P<week>上+个?|下+个?|这个?|本)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])(?![\d年个])"
        r"(?![二三四五六](?![点时十月号日个]))"
        rf"|(?<![每逢个第])(?<!第.)(?:周|星期|礼拜)(?P<lead_weekday>[一二三四五六日天]) ?(?={_N}{{1,3}} ?月)"
        r"|(?<![每逢个])(?<!第[一二三四五1-5])(?<!第[一二三四五1-5]周)(?<!第[一二三四五1-5]周的)(?:周|星期|礼拜)(?P<bare_weekday>[一二三四五六日天1-7])(?![年个])"
        rf"(?=$|[\s■,。;、!?()~\d{after_weekday}-])(?!\d)(?![二三四五六](?![点时十月号日个]))"
        rf"|(?P<rel_month>上+个?|下+个?|这个?|本|当)月(?:的?(?P<rel_day>{_N}{{1,3}})[日号]|的?(?P<rel_last>月?[底末]|{_LAST_DAY}))"
        r"|(?<![月\d零〇一二三四五六七八九十每])(?P<month_end>月底|月末)"
    )


def _counted(numbered: str) -> str:
    return (
        rf"(?P<again>再过)?(?P<count>{_N}{{1,4}}|半) ?个?(?P<unit>天|周|星期|礼拜|(?<=个)月)"
        r"(?P<side>[之以]?后(?!天|日|儿|年|月)|(?<!月)[之以]?前(?!天|日|儿|年|月)|(?(again)|(?!)))"
        r"|(?<![\d第字初终执申再末哪何某每同当次几零〇一二三四五六七八九十])"
        r"(?<!\d )(?<!窗口)(?<!法庭)(?<!每月)(?<!个月)"
        rf"(?:(?<=[日号][至到、和及与~-])(?P<joined_day>{_N}{{1,3}})日"
        rf"|(?P<only_day>{_N}{{1,3}}) ?(?:{numbered}|{_SUN_DAY}"
        rf"|(?=(?:[~至到、-]|还是){_N}{{1,3}}{numbered})))"
    )


def told_past(text: str, match: "re.Match[str]") -> bool | None:
    """Whether the nearest cue, after the date first, tells of the past; None where there is no cue."""
    after = re.split(r"[,。;!?■]", text[match.end() :])[0][:WINDOW]
    before = re.split(r"[,。;!?■]", text[: match.start()])[-1]
    past, coming = cues().past.search(after), cues().coming.search(after)
    if past or coming:
        return past is not None and (coming is None or past.start() <= coming.start())
    lasts = [[m.end() for m in cue.finditer(before)][-1:] for cue in (cues().past, cues().coming)]
    return lasts[0] > lasts[1] if lasts[0] or lasts[1] else None
