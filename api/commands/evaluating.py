"""`hotline evaluate`: labelled sentences through `hotline parse`, measured; with report and picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from actions.errors import BadInput
from api.commands.evaluation.labelled import Pair, Sample, meaning, read_files
from api.commands.evaluation.metrics import confusions, disagreement, functions, plain, reliability
from api.commands.evaluation.picture import confusion_picture
from api.commands.evaluation.report import parts, show, show_difference
from api.commands.evaluation.score import Score
from api.commands.evaluation.values import agreement, by_style, failures
from api.commands.parsing import prepared_model, understand
from api.settings import Settings


def evaluate(
    settings: Settings, files: Sequence[Path], against: Path | None, out: Path, console: Console
) -> None:
    """Print the measures, write report.json and confusion.svg into `out`. `against` is another archive.

    Raises BadInput for files that are not labelled sentences, SetupError if a model cannot be used.
    """
    samples = read_files(files)
    if not samples:
        raise BadInput("标注文件里没有句子。")
    if against and not against.is_file():
        raise BadInput(f"对照模型 {against} 不存在。")
    model = prepared_model(settings)
    pairs = _understood(settings, model, samples)
    others = _understood(settings, against, samples) if against else None
    show(pairs, console)
    if others:
        show_difference(pairs, others, console)
    out.mkdir(parents=True, exist_ok=True)
    (out / "confusion.svg").write_text(confusion_picture(pairs), encoding="utf-8")
    (out / "report.json").write_text(_report(pairs, others), encoding="utf-8")
    console.print(f"报告：{out / 'report.json'}　混淆矩阵：{out / 'confusion.svg'}", soft_wrap=True)


def _understood(settings: Settings, model: Path, samples: Sequence[Sample]) -> list[Pair]:
    answers = understand(settings, model, [sample.request for sample in samples])
    for sample, answer in zip(samples, answers, strict=True):
        if "error" in answer:
            raise BadInput(f"标注文件 {sample.file}：{answer['error']}（“{sample.text}”）")
    return [Pair(sample, meaning(answer)) for sample, answer in zip(samples, answers, strict=True)]


def _counts(score: Score) -> dict[str, Any]:
    return {**asdict(score), "precision": score.precision, "recall": score.recall}


def _report(pairs: Sequence[Pair], others: Sequence[Pair] | None) -> str:
    report = {
        "parts": {name: plain(measures) for name, measures in parts(pairs).items()},
        "functions": {name: {**asdict(s), "f1": s.f1} for name, s in functions(pairs).items()},
        "reliability": [asdict(each) for each in reliability(pairs)],
        "confusions": [{"expected": e, "found": f, "count": count} for (e, f), count in confusions(pairs)],
        "styles": {
            style: {kind: _counts(score) for kind, score in scores.items()}
            for style, scores in by_style(pairs).items()
        },
        "failures": failures(pairs),
        "agreement": {kind: {"same": same, "of": of} for kind, (same, of) in agreement(pairs).items()},
    }
    if others:
        only_ours, only_theirs, chance = disagreement(pairs, others)
        theirs = {name: plain(measures) for name, measures in parts(others).items()}
        report["against"] = {"parts": theirs, "only_ours": only_ours, "only_theirs": only_theirs, "p": chance}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
