"""Terminal doors: chat with the bot, or call it; by hand, from a file, or as somebody of the demo."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from actions.errors import SetupError
from api.commands.demo_person import Answer, Verifying, person
from api.commands.terminal_line import Line, open_line
from api.settings import Settings

console = Console(highlight=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False)
END = ("exit", "quit", "退出程序")
NEWS_SECONDS = 1.0
AUTHORS = {"staff": "工作人员", "system": "系统"}


def chat(settings: Settings, name: str | None = None, say: Path | None = None) -> None:
    """Written conversation, as on the web. An empty line is not sent; Ctrl-D ends. Raises SetupError."""
    with open_line(settings, "web", notes) as line:
        sent = Sent(settings.data_dir / "outbox.jsonl")
        if name:
            _as(line, name, sent, "您> ")
        elif say is None:
            notes.print("[dim]直接输入要说的话，选项可以输编号；Ctrl-D 结束。[/dim]")
        options: list[dict[str, str]] = []
        with _news(line, quiet=say is not None):
            for words in _said(say, "您> "):
                if words in END:
                    return
                if not words:
                    continue
                answer = line.say(_chosen(words, options))
                options = _show_written(answer)
                sent.show()


def call(settings: Settings, name: str | None = None, say: Path | None = None) -> None:
    """A telephone call: words are speech, `*` before digits presses keys (`*0`), an empty line is silence.
    Raises SetupError."""
    with open_line(settings, "voice", notes) as line:
        sent = Sent(settings.data_dir / "outbox.jsonl")
        if say is None:
            notes.print(
                "[dim]输入的话算说出口；“*”开头是按键（*0 转人工，*9 重复，**加六位是口令）；空行是沉默。[/dim]"
            )
        answer = line.say(event="started")
        _show_spoken(answer)
        if name:
            answer = _as(line, name, sent, "来电> ")
        for words in _said(say, "来电> "):
            answer = line.say(**_heard(words, bool(answer["dictating"])))
            _show_spoken(answer)
            sent.show()
            if answer["ended"]:
                console.print("[dim]（挂断）[/dim]")
                return
        line.hang_up()


def _heard(words: str, dictating: bool) -> dict[str, Any]:
    """What the telephone makes of it: silence, speech, a key that stands for a wish, or digits."""
    if not words:
        return {"event": "silence"}
    if not re.fullmatch(r"\*\*{0,2}[0-9]*[#*]?", words):
        return {"text": words}
    digits = words[1:].rstrip("#")
    event = None if dictating else {"0": "human", "9": "repeat"}.get(digits)
    return {"event": event} if event else {"text": digits or "*", "keys": True}


def _as(line: Line, name: str, sent: Sent, prompt: str) -> Answer:
    """Verify as somebody of the demo; the last answer."""
    if not line.demo:
        raise SetupError("只有演示（serve --demo）里的人可以用 --as：别处没有谁的验证码可看。")
    answers: list[Answer] = []

    def shown(words: str, answer: Answer) -> Answer:
        console.print(f"[dim]{prompt}{words}[/dim]")
        _show_spoken(answer) if line.channel == "voice" else _show_written(answer)
        sent.show()
        answers.append(answer)
        return answer

    def say(words: str) -> Answer:
        return shown(words, line.say(words))

    def press(digits: str) -> Answer:
        return shown(f"*{digits}", line.say(digits, keys=True))

    by_keys = line.channel == "voice"
    Verifying(person(name), sent.path, say, press if by_keys else say, by_keys).verify()
    return answers[-1]


def _chosen(words: str, options: list[dict[str, str]]) -> str:
    if words.isascii() and words.isdecimal() and 0 < int(words) <= len(options):
        return options[int(words) - 1]["text"]
    return words


def _show_written(answer: Answer) -> list[dict[str, str]]:
    """The choices shown, as they are numbered."""
    options: list[dict[str, str]] = []
    for reply in answer["replies"]:
        console.print(reply["text"], style="green", markup=False)
        for option in reply["options"]:
            options.append(option)
            console.print(f"  [{len(options)}] {option['title']}", markup=False)
    return options


def _show_spoken(answer: Answer) -> None:
    for saying in answer["sayings"]:
        console.print(f"🔈 {saying}", style="cyan", markup=False)


class Sent:
    """What went out by SMS meanwhile: a newcomer reads his code here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._shown = len(self._lines())

    def show(self) -> None:
        lines = self._lines()
        for text in lines[self._shown :]:
            message = json.loads(text)
            console.print(f"📱 短信 → {message['to']}：{message['text']}", style="yellow", markup=False)
        self._shown = len(lines)

    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []


@contextmanager
def _news(line: Line, *, quiet: bool) -> Iterator[None]:
    """What staff write meanwhile is shown as it comes; a transcript of a file takes none of it."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(NEWS_SECONDS):
            for one in line.news():
                console.print(f"\n{AUTHORS[one['author']]}：{one['text']}", style="magenta", markup=False)

    if quiet:
        yield
        return
    line.news()
    threading.Thread(target=look, name="news", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _said(script: Path | None, prompt: str) -> Iterator[str]:
    """Lines of a file (those with `#` are remarks), shown as they are said; else what is typed."""
    if script is not None:
        for words in script.read_text(encoding="utf-8").splitlines():
            if not words.startswith("#"):
                console.print(f"{prompt}{words}", markup=False)
                yield words.strip()
        return
    while True:
        try:
            words = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if not sys.stdin.isatty():
            console.print(words, markup=False)
        yield words
