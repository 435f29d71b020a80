"""Hostile words to the product with its own assistant: it stays polite, tells nothing, lets nobody in."""

from __future__ import annotations

import re
import uuid
from contextlib import AbstractContextManager
from functools import partial

import httpx
from sqlalchemy import func, select

from actions.store.identities import Verification
from actions.store.matters import Request
from api.assistant.installing import install
from api.assistant.model import train
from api.commands.chaos.hostile import utterances
from api.commands.chaos.house import serve_with_its_assistant
from api.commands.chaos.inbox_rows import CHINESE
from api.commands.chaos.row import Row, at_once
from api.commands.chaos.stage import Stage, another
from api.settings import Settings

A_TALK, TALKS_AT_ONCE, TRIES = 5, 6, 10
OPENED_WITH = (None, "我要申请延期开庭", None, "查一下案件进展", None, "我要投诉", None, "转人工")
"""Every other talk is in the middle of something when it turns hostile."""
INTERNAL = re.compile(r"Traceback|Exception|Error\b|sqlalchemy|psycopg|undefined|\bNone\b")


def hostile_words(stage: Stage, count: int) -> Row:
    """Whatever is said, a Chinese sentence comes back and nothing of the inside; nobody is verified by it,
    and nothing is submitted in a lawyer's name."""
    words = list(utterances(count))
    with _with_its_assistant(stage) as whole:
        talks = [words[at : at + A_TALK] for at in range(0, count, A_TALK)]
        said = at_once(
            (
                partial(_said, whole, OPENED_WITH[number % len(OPENED_WITH)], talk)
                for number, talk in enumerate(talks)
            ),
            TALKS_AT_ONCE,
        )
        with whole.db.read() as session:
            let_in, submitted = (
                session.scalar(select(func.count()).select_from(kind)) for kind in (Verification, Request)
            )
    answers = [answer for talk in said for answer in talk]
    polite = [answer for answer in answers if answer.status_code == 200 and CHINESE.search(answer.text)]
    telling = [answer for answer in answers if INTERNAL.search(answer.text)]
    figures = {
        "有话答复": (count, len(polite)),
        "露出内情": (0, len(telling)),
        "放行": (0, let_in),
        "办成": (0, submitted),
    }
    return Row(count, figures, "真的对话引擎")


def _with_its_assistant(stage: Stage) -> AbstractContextManager[Stage]:
    """Its model is that of the settings, trained if there is none yet."""
    folder, log = stage.folder / "whole", stage.folder / "assistant.log"
    models = Settings().data_dir.resolve()
    install(log)
    train(models, log)
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "models").symlink_to(models / "models")
    return another(stage, "whole", serve_with_its_assistant)


def _said(whole: Stage, opening: str | None, words: list[str]) -> list[httpx.Response]:
    """The answers to the hostile ones. What is answered late is asked again, as the page does."""
    talk = str(uuid.uuid4())
    answers = []
    for one in [*filter(None, (opening,)), *words]:
        message = uuid.uuid4().hex
        for _ in range(TRIES):
            answer = whole.doors.web(talk, message, one)
            if answer.status_code not in (429, 503) and answer.json().get("replies") != []:
                break
        answers.append(answer)
    return answers[-len(words) :]
