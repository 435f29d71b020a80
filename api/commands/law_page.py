"""docs/law.md: the classes of fees, the periods and the articles they rest on, from the data alone."""

from __future__ import annotations

from collections.abc import Sequence

from actions.law.articles import article, citations
from actions.law.deadlines import KIND_NAMES
from actions.law.money import in_words
from actions.law.paying import how_to_ask_for_relief, payments, reliefs, review
from actions.law.serving import service_ways
from actions.law.tariff import FeeKind, load_tariff
from actions.law.terms import CaseKind
from actions.law.time_limits import TimeLimit, time_limits
from api.commands.markdown import page, table


def law_page() -> str:
    """From fee_tariff.yml, fee_payment.yml, time_limits.csv, service_ways.yml and articles/."""
    sections = (_fees(), _changes(), _paying(), _relief(), _periods(), _service(), _articles())
    lead = (
        "收费类别、期限和它们的条文，都出自数据。条文说明是本项目自己的概括，不是法条原文；"
        "“转述”是没有核到全文、只据转述整理的。"
    )
    return page("费用、期限和条文", lead, "\n".join(sections))


def _fees() -> str:
    rows = [
        (
            f"`{kind.key}`",
            kind.name,
            scale_in_words(kind),
            "、".join(
                name
                for name, holds in (("减半适用", kind.halves), ("幅度由省级政府定", kind.provincial))
                if holds
            )
            or "—",
            _law(kind.articles),
        )
        for kind in load_tariff().kinds.values()
    ]
    return f"## 收费类别（{len(rows)} 类）\n\n" + table(("代码", "名称", "标准", "规则", "依据"), rows)


def scale_in_words(kind: FeeKind) -> str:
    """The scale of a class in one cell."""
    if kind.unsettled:
        return "全国没有统一标准"
    parts = [f"没有{kind.rests_on.name}的每件{kind.bare.text}"] if kind.bare else []
    if kind.bands:
        parts.append(f"不超过{in_words(kind.bands[0].over)}的每件{kind.flat.text}")
        for band in kind.bands:
            percent = f"{band.rate * 100:f}".rstrip("0").rstrip(".")
            parts.append(f"超过{in_words(band.over)}的部分{percent}%")
    elif not kind.bare:
        parts.append("不交" if kind.flat.exact == 0 else f"每件{kind.flat.text}")
    if kind.share:
        parts.append(f"合计的{kind.share[1]}分之{kind.share[0]}")
    if kind.cap is not None:
        parts.append(f"最高{in_words(kind.cap)}")
    return "；".join(parts)


def _changes() -> str:
    tariff = load_tariff()
    halvings = [(each.text, "只减半一次", _law(each.articles)) for each in tariff.halvings.values()]
    outcomes = {
        "half": "按减半后的数额多退",
        "all": "全退",
        "none": "不退",
        "difference": "退差额",
        "half_of_paid": "退已交的一半",
    }
    refunds = [(each.name, outcomes[each.rule], _law(each.articles)) for each in tariff.refunds.values()]
    return "## 减半和退费\n\n" + table(("情形", "怎么算", "依据"), [*halvings, *refunds])


def _paying() -> str:
    rows = [
        (each.name, each.who, each.when, each.unpaid or "—", _law(each.articles))
        for each in payments().values()
    ]
    return "## 谁交、什么时候交、不交会怎样\n\n" + table(("费用", "谁交", "什么时候", "不交的", "依据"), rows)


def _relief() -> str:
    rows = [(each.name, each.who, "；".join(each.cases), _law(each.articles)) for each in reliefs().values()]
    how, against = how_to_ask_for_relief(), review()
    told = f"怎么申请：{how.text}（{_law(how.articles)}）\n\n"
    told += f"对收费有异议：{against.text}（{_law(against.articles)}）"
    return "## 缓交、减交、免交\n\n" + table(("种类", "说明", "情形", "依据"), rows) + f"\n{told}\n"


def _periods() -> str:
    rows = [
        (
            limit.id,
            "、".join(KIND_NAMES[kind] for kind in limit.kinds),
            limit.matter,
            limit.actor,
            limit.starts,
            _length(limit),
            limit.after or "—",
            _law(limit.articles) + ("" if limit.verified else "（转述）"),
        )
        for limit in time_limits().values()
    ]
    heads = ("编号", "案件", "事项", "谁", "从哪里算起", "多长", "后果和例外", "依据")
    return f"## 期限（{len(rows)} 项）\n\n" + table(heads, rows)


def _length(limit: TimeLimit) -> str:
    if limit.unit == "节点":
        return limit.nature
    measure = {"月": "个月"}.get(limit.unit, limit.unit)
    return f"{limit.nature}，{limit.length}{measure}"


def _service() -> str:
    civil = [
        (each.name, each.starts, each.note or "—", _law(each.articles(CaseKind.CIVIL)))
        for each in service_ways().values()
    ]
    return "## 送达从哪天算（民事）\n\n" + table(("方式", "送达日期", "说明", "依据"), civil)


def _articles() -> str:
    """The articles that the tables above cite."""
    tariff = load_tariff()
    cited = [key for kind in tariff.kinds.values() for key in (*kind.articles, *kind.note_articles)]
    cited += [key for halving in tariff.halvings.values() for key in halving.articles]
    cited += [key for refund in tariff.refunds.values() for key in refund.articles]
    cited += [key for each in payments().values() for key in each.articles]
    cited += [key for limit in time_limits().values() for key in limit.articles]
    cited += [key for way in service_ways().values() for keys in way.by_kind.values() for key in keys]
    found = [article(key) for key in dict.fromkeys(cited)]
    rows = [(one.spoken, one.gist + ("" if one.verified else "（转述）")) for one in found]
    return f"## 引用的条文（{len(rows)} 条）\n\n" + table(("条文", "说的是什么"), rows)


def _law(keys: Sequence[str]) -> str:
    return citations(keys, spoken=True)
