"""An evaluation as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from api.commands.evaluation.labelled import Pair
from api.commands.evaluation.metrics import (
    Measures,
    confusions,
    disagreement,
    functions,
    measure,
    reliability,
)
from api.commands.evaluation.score import Score
from api.commands.evaluation.values import by_style

WORST = 20


def show(pairs: Sequence[Pair], console: Console) -> None:
    """The whole, each file and each modality; then where it goes wrong."""
    _overview(parts(pairs), console)
    _scores(
        "要素（案号须完全相同）",
        {"case_numbers": measure(pairs).case_numbers, **measure(pairs).slots},
        console,
    )
    for style, scores in by_style(pairs).items():
        _scores(f"要素：{style}", scores, console)
    _rest(measure(pairs), console)
    _calibration(pairs, console)
    weakest = sorted(functions(pairs).items(), key=lambda item: item[1].f1)[:WORST]
    _scores("最弱的功能", dict(weakest), console)
    table = Table("说的是", "理解成", "次数", title="最常见的混淆", title_justify="left", box=None)
    for (expected, found), count in confusions(pairs)[:WORST]:
        table.add_row(expected, found, str(count))
    console.print(table)


def _rest(measures: Measures, console: Console) -> None:
    made_up, others = measures.invented, measures.others_business
    console.print(f"没有说却给出了值：{made_up.sentences} / {made_up.of} 句（{_share(made_up.share)}）")
    if others:
        console.print(f"打听别人的事：认出 {_share(others.recall)}，错认 {others.wrong} 句")


def show_difference(ours: Sequence[Pair], theirs: Sequence[Pair], console: Console) -> None:
    """`theirs` is the other model over the same sentences."""
    only_ours, only_theirs, chance = disagreement(ours, theirs)
    _overview({"本模型": measure(ours), "对照模型": measure(theirs)}, console)
    console.print(f"只有本模型对：{only_ours}；只有对照模型对：{only_theirs}；McNemar p = {chance:.3g}")


def parts(pairs: Sequence[Pair]) -> dict[str, Measures]:
    """Measures of everything, of each file and of each modality."""
    files = sorted({pair.sample.file for pair in pairs})
    modalities = sorted({pair.sample.modality for pair in pairs})
    return {
        "全部": measure(pairs),
        **{name: measure([pair for pair in pairs if pair.sample.file == name]) for name in files},
        **{name: measure([pair for pair in pairs if pair.sample.modality == name]) for name in modalities},
    }


def _overview(measures: Mapping[str, Measures], console: Console) -> None:
    table = Table("", "句数", "准确率", "宏 F1", "校准误差", "范围外召回", "范围内误拒", box=None)
    for name, each in measures.items():
        shares = (
            each.accuracy,
            each.macro_f1,
            each.calibration_error,
            each.out_of_scope_recall,
            each.false_alarms,
        )
        table.add_row(name, str(each.sentences), *map(_share, shares))
    console.print(table)


def _scores(title: str, scores: Mapping[str, Score], console: Console) -> None:
    table = Table("", "对", "错", "漏", "精确率", "召回率", "F1", title=title, title_justify="left", box=None)
    for name, score in scores.items():
        counts = (str(score.right), str(score.wrong), str(score.missed))
        table.add_row(name, *counts, _share(score.precision), _share(score.recall), _share(score.f1))
    console.print(table)


def _calibration(pairs: Sequence[Pair], console: Console) -> None:
    table = Table("把握", "句数", "平均把握", "准确率", title="可靠性", title_justify="left", box=None)
    for each in reliability(pairs):
        range_ = f"{each.low:.1f}–{each.high:.1f}"
        table.add_row(range_, str(each.count), _share(each.confidence), _share(each.accuracy))
    console.print(table)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
