"""Terminal doors: chat with the bot, or be a telephone caller. The whole house runs, without public doors."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console

from api.assistant.progress import Progress
from api.channels.spoken import sayings
from api.commands.showing import shown
from api.gateway.messages import Answer, Inbound
from api.serving import prepare_folder, running_house
from api.settings import Settings
from api.wiring import House

console = Console(highlight=False)
END = ("exit", "quit", "退出程序")


def chat(settings: Settings) -> None:
    """Written conversation, as on the web. An empty line is not sent; Ctrl-D ends."""
    with _house(settings) as house:
        account = f"terminal-{uuid.uuid4()}"
        console.print("[dim]直接输入要说的话；Ctrl-D 结束。[/dim]")
        for number, words in enumerate(_lines("您> "), start=1):
            if words in END:
                return
            answer = asyncio.run(house.gateway.handle(Inbound("web", account, str(number), text=words)))
            _show_written(answer)
            _show_sent(house)


def call(settings: Settings) -> None:
    """A telephone call: words are speech, `*` before digits presses keys (`*0`), an empty line is silence."""
    with _house(settings) as house:
        account = f"terminal/{uuid.uuid4()}"
        console.print(
            "[dim]输入的话算说出口；“*”开头是按键（*0 转人工，*9 重复）；空行是沉默；Ctrl-D 挂断。[/dim]"
        )
        answer = asyncio.run(house.gateway.handle(Inbound("voice", account, "0", event="started")))
        _show_spoken(answer)
        for number, words in enumerate(_lines("来电> "), start=1):
            answer = asyncio.run(house.gateway.handle(_heard(account, number, words, answer.dictating)))
            _show_spoken(answer)
            _show_sent(house)
            if answer.ended:
                console.print("[dim]（挂断）[/dim]")
                return
        house.gateway.hang_up(account)


def _heard(account: str, number: int, words: str, dictating: bool) -> Inbound:
    if not words:
        return Inbound("voice", account, str(number), event="silence")
    if not words.startswith("*"):
        return Inbound("voice", account, str(number), text=words)
    digits = words[1:].rstrip("#")
    if digits == "0" and not dictating:
        return Inbound("voice", account, str(number), event="human")
    if digits == "9" and not dictating:
        return Inbound("voice", account, str(number), event="repeat")
    return Inbound("voice", account, str(number), text=digits, keys=True)


def _show_written(answer: Answer) -> None:
    for reply in answer.replies:
        console.print(f"[green]{reply.text}[/green]")
        if reply.options:
            console.print(
                "  " + "　".join(f"[{i}] {o.title}" for i, o in enumerate(reply.options, start=1)),
                markup=False,
            )


def _show_spoken(answer: Answer) -> None:
    for line in sayings(answer):
        console.print(f"[cyan]🔈 {line}[/cyan]")


def _show_sent(house: House) -> None:
    """What was sent by SMS meanwhile: a newcomer reads his code here."""
    while house.dispatcher.run_once():
        pass
    path = house.settings.data_dir / "outbox.jsonl"
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[_SHOWN.setdefault(str(path), len(lines)) :]:
        message = json.loads(line)
        console.print(f"[yellow]📱 短信 → {message['to']}：{message['text']}[/yellow]")
    _SHOWN[str(path)] = len(lines)


_SHOWN: dict[str, int] = {}


@contextmanager
def _house(settings: Settings) -> Iterator[House]:
    logging.basicConfig(level=logging.ERROR)
    prepare_folder(settings.data_dir)
    ready = settings.ready_to_serve(8000)
    path = ready.data_dir / "outbox.jsonl"
    _SHOWN[str(path)] = len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0
    progress = Progress()
    with ExitStack() as opened:
        with shown(progress):
            house = opened.enter_context(running_house(ready, progress=progress))
        yield house


def _lines(prompt: str) -> Iterator[str]:
    while True:
        try:
            yield input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
