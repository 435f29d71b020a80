"""`hotline knowledge import` and `hotline evaluate --knowledge`: what they print, and what they refuse."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from actions.errors import BadInput
from api.commands.evaluation.knowing import evaluate_knowledge
from api.commands.knowledge import import_knowledge
from api.settings import Settings

OWN = {
    "id": "own.parking",
    "title": "诉讼服务大厅的停车",
    "questions": ["法院门口能停车吗", "来开庭车停哪里", "律师有专用车位吗"],
    "answer": "诉讼服务大厅东侧有来访车位，律师凭一码通从专门通道进入，车位有限。",
    "spoken": "大厅东侧有来访车位，律师凭一码通从专门通道进入。",
    "articles": ["opin.4"],
    "valid_from": "2026-01-01",
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HOTLINE_ENCODER", "off")
    return Settings(data_dir=tmp_path / "var")


def _written(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "lines.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(text), encoding="utf-8")
    return file


def _console() -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=200), out


def test_an_import_says_what_it_did_and_refuses_by_line(settings: Settings, tmp_path: Path) -> None:
    console, out = _console()
    file = _written(
        tmp_path, OWN, {"id": "own.bad"}, OWN | {"id": "own.two", "spoken": "可以停20辆车，先到先停"}
    )
    assert import_knowledge(settings, file, console) == 0
    said = out.getvalue()
    assert "新增 1" in said and "未导入 2" in said
    assert "第 2 行" in said and "第 3 行" in said and "20辆" not in said
    again, out = _console()
    import_knowledge(settings, file, again)
    assert "新增 0" in out.getvalue() and "未变 1" in out.getvalue()


def test_a_file_that_is_not_there_is_said_so(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        import_knowledge(settings, tmp_path / "nowhere.jsonl", _console()[0])


def test_the_measures_are_printed_and_what_was_wrong_is_listed(settings: Settings, tmp_path: Path) -> None:
    console, out = _console()
    file = _written(
        tmp_path,
        {"text": "管辖权异议被驳回能上诉吗", "ids": ["jurisdiction.objection_refused"]},
        {"text": "小额诉讼能不能上诉", "ids": ["costs.when"]},
        {"text": "红烧肉要炖多长时间才烂", "ids": []},
    )
    evaluate_knowledge(settings, [file], tmp_path / "report", console)
    said = out.getvalue()
    assert "第一条就答对：1/2" in said and "答错：1/2" in said and "库外答错：0/1" in said
    wrong = json.loads((tmp_path / "report" / "knowledge.json").read_text(encoding="utf-8"))
    assert [each["asked"]["text"] for each in wrong] == ["小额诉讼能不能上诉"]


@pytest.mark.parametrize(
    "line", ["{", '{"text": "没有编号"}', '{"text": "不认识的编号", "ids": ["no.such"]}', '["不是对象"]']
)
def test_labels_that_cannot_be_read_are_refused_by_line(
    settings: Settings, tmp_path: Path, line: str
) -> None:
    file = _written(tmp_path, {"text": "能口头起诉吗", "ids": []}, line)
    with pytest.raises(BadInput, match="第 2 行"):
        evaluate_knowledge(settings, [file], tmp_path / "report", _console()[0])
