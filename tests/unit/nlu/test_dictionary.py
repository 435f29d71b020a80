"""jieba's dictionary in little memory cuts as jieba cuts."""

from __future__ import annotations

import json
import subprocess

import pytest

from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT

CUT_BOTH_WAYS = """
import json
import jieba
from bot import dictionary
from bot.nlu.sentences import FOLDER
from bot.language.tables import read_yaml

jieba.setLogLevel("ERROR")
jieba.initialize()
whole = dict(jieba.dt.FREQ)
said = [line[2:] for file in sorted(FOLDER.glob("*/*.yml"))[::10]
        for block in read_yaml(file)["nlu"] for line in block["examples"].splitlines()]
cut = lambda: [[list(jieba.cut(text)), list(jieba.cut_for_search(text))] for text in said]
before = cut()
dictionary.make_small()
small = jieba.dt.FREQ
print(json.dumps({
    "small": type(small).__name__,
    "read": len(said),
    "same cuts": cut() == before,
    "same counts": all(word in small and small[word] == small.get(word) == whole[word] for word in whole),
    "unknown": ["\\u6ca1\\u6709\\u7684\\u8bcd" in small, small.get("\\u6ca1\\u6709\\u7684\\u8bcd", 7)],
}))
"""

pytestmark = pytest.mark.usefixtures("assistant_environment")


def test_it_has_the_same_words_and_the_cuts_are_the_same() -> None:
    done = subprocess.run(
        [str(PYTHON), "-c", CUT_BOTH_WAYS],
        cwd=PROJECT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=True,
    )
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen.pop("read") > 1000
    assert seen == {
        "small": "Frequencies",
        "same cuts": True,
        "same counts": True,
        "unknown": [False, 7],
    }
