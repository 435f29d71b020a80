"""docs/understanding.md: the measures that `hotline evaluate` and `hotline ablate` wrote beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from api.commands.markdown import page, table
from api.settings import PROJECT

FOLDER = PROJECT / "docs" / "understanding"
"""Where report.json, confusion.svg and ablation.json lie."""
LEAD = """\
留出的句子在 [tests/validation/](../tests/validation/)，写它们的人没有写过一句训练语句，也从不拿来调参；
带 recognised 的是真的念出来、经过电话音质、再由识别程序听写的。

```bash
uv run hotline evaluate tests/validation/*.jsonl --out docs/understanding
uv run hotline ablate tests/validation/*.jsonl --out docs/understanding
uv run hotline evaluate tests/validation/in_place/*.jsonl --out docs/understanding
uv run hotline weigh --by-hand --out docs/understanding
uv run hotline docs
```

前四条命令写出 [understanding/](understanding/) 里的数据，这一页由数据生成；
CI 每次重新衡量一遍，存为 `var/ci/understanding`。"""


IN_PLACE = """\
`tests/validation/in_place/` 里每一条是“位置、一句话、它在那里是什么”：写的两位没有见过代码，也没有写过
`data/in_place/`；另有两位各自重标一遍，不一致的由第三位裁定。动作对、值也对才算对。
两遍标注出自同一类标注者，一致的比例偏高，只能当上限看。"""


TWICE = """\
有的句子由两位互不相看的人各标一遍，按第一位的标注打分；“没有说却给出了值”里，任何一位听见的都算说了。
两位出自同一类标注者，一致的比例偏高，只能当上限看。"""


def understanding_page() -> str:
    """Raises OSError if a measure was never written."""
    report, ablation = _read("report.json"), _read("ablation.json")
    parts = [
        "## 功能",
        _overview(report["parts"]),
        "## 案号和要素",
        _scores(report["parts"]["全部"]),
        _invented(report["parts"]),
        "### 写的、听的、识别的",
        _styles(report["styles"]),
        "### 每一手没有读对的，按种类计数",
        _failures(report["failures"]),
        "### 两人标注一致的",
        TWICE,
        _agreement(report["agreement"]),
        "## 把握准不准",
        "把握是答对的机会：说有九成把握的句子，十句里应当对九句。",
        _reliability(report["reliability"]),
        "## 混淆",
        "![混淆矩阵](understanding/confusion.svg)",
        _confusions(report["confusions"]),
        "## 每一部分有多少用处",
        "hands left out：每次留出几位作者的训练句子，用其余的训练，再去理解他们的；其余各列用全部训练句子。",
        _ablation(ablation["table"]),
        "## 一句话在它的位置上是什么",
        IN_PLACE,
        _in_place(_read("in_place.json")),
        "标错的，按标注的和当成的计数：",
        _mistaken(_read("in_place.json")),
        "只凭权重分类，轮流留出四分之一的手：",
        _by_hand(_read("by_hand.json")),
    ]
    return page("理解得怎么样", LEAD, "\n\n".join(part.rstrip("\n") for part in parts))


def _in_place(report: Mapping[str, Any]) -> str:
    rows = [("全部", report["all"]), ("姓名", report["names"])]
    for part in ("modality", "file", "act", "state"):
        rows += list(report[part].items())
    rows.append(("两人标注一致", report["agreement"]))
    return table(
        ("", "句数", "动作和值都对"),
        [(title, str(each["of"]), _share(each["right"] / each["of"])) for title, each in rows],
    )


def _mistaken(report: Mapping[str, Any]) -> str:
    return table(
        ("标注", "当成", "次数"), [(act, found, str(count)) for act, found, count in report["confusions"]]
    )


def _by_hand(report: Mapping[str, Any]) -> str:
    rows = [(name, _share(share)) for name, share in report["shares"].items()]
    return table((f"{report['sentences']} 句，{report['hands']} 手", "分对的比例"), rows)


def _overview(parts: Mapping[str, Mapping[str, Any]]) -> str:
    names = ("accuracy", "macro_f1", "calibration_error", "out_of_scope_recall", "false_alarms")
    rows = [
        (part, str(measures["sentences"]), *(_share(measures[name]) for name in names))
        for part, measures in parts.items()
    ]
    return table(("", "句数", "准确率", "宏 F1", "校准误差", "范围外召回", "范围内误拒"), rows)


def _scores(measures: Mapping[str, Any]) -> str:
    scores = {name: each for name, each in measures.items() if isinstance(each, Mapping) and "right" in each}
    rows = [
        (
            f"`{name.removeprefix('slots.')}`",
            *(str(score[count]) for count in ("right", "wrong", "missed")),
            _share(score["precision"]),
            _share(score["recall"]),
        )
        for name, score in scores.items()
    ]
    return table(("", "对", "错", "漏", "精确率", "召回率"), rows)


def _invented(parts: Mapping[str, Mapping[str, Any]]) -> str:
    told = [(part, each["invented"]) for part, each in parts.items() if each["invented"]["of"]]
    rows = [(part, str(each["sentences"]), str(each["of"]), _share(each["share"])) for part, each in told]
    return table(("没有说却给出了值，或者把一截当成了整个", "句数", "共", "比例"), rows)


def _styles(styles: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    kinds = list(dict.fromkeys(kind for scores in styles.values() for kind in scores))
    rows = [(f"`{kind}`", *(_both(styles[style].get(kind)) for style in styles)) for kind in kinds]
    return table(("召回率 / 精确率", *styles), rows)


def _both(score: Mapping[str, Any] | None) -> str:
    return f"{_share(score['recall'])} / {_share(score['precision'])}" if score else "—"


def _failures(files: Mapping[str, Mapping[str, int]]) -> str:
    kinds = list(dict.fromkeys(kind for counts in files.values() for kind in counts))
    rows = [(file, *(str(counts.get(kind, 0)) for kind in kinds)) for file, counts in files.items()]
    return table(("", *kinds), rows)


def _agreement(kinds: Mapping[str, Mapping[str, int]]) -> str:
    rows = [(f"`{kind}`", str(each["same"]), str(each["of"])) for kind, each in kinds.items()]
    return table(("", "一致", "共"), rows)


def _ablation(variants: Sequence[Mapping[str, Any]]) -> str:
    columns = [name for name in variants[0] if name != "part"]
    rows = [(row["part"], *(_share(row[name]) for name in columns)) for row in variants]
    return table(("读什么", *columns), rows)


def _reliability(bins: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (f"{b['low']:.1f}–{b['high']:.1f}", str(b["count"]), _share(b["confidence"]), _share(b["accuracy"]))
        for b in bins
    ]
    return table(("把握", "句数", "平均把握", "准确率"), rows)


def _confusions(pairs: Sequence[Mapping[str, Any]]) -> str:
    rows = [(f"`{each['expected']}`", f"`{each['found']}`", str(each["count"])) for each in pairs]
    return table(("说的是", "理解成", "次数"), rows)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read
