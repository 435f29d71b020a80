"""Puts the house together: one place that knows which part gets which."""

from __future__ import annotations

import secrets as random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rasa_sdk.executor import ActionExecutor
from starlette.applications import Starlette
from starlette.routing import Mount

from actions.dialogue.actions import AskTask, PerformTask, ValidateTask
from actions.errors import NotConnected, SetupError
from actions.server import inner_app
from actions.service.channels import WRITTEN_TO
from actions.service.clock import Clock, system_clock
from actions.service.documents import prepared
from actions.service.identity.hashing import Secrets
from actions.service.identity.national import NationalRegister
from actions.service.identity.register import FeedRegister, IdentityRegister
from actions.service.knowledge.shelf import Shelf
from actions.service.senses import Encoded
from actions.service.work import Means
from actions.store.database import Database
from actions.watch import Watch
from api.assistant.borrowing import BorrowedReading
from api.assistant.inner import InnerListener
from api.channels import terminal
from api.channels.carriers import carriers
from api.channels.doors import sends
from api.channels.outgoing import Dispatcher
from api.entry.housekeeping import Housekeeping
from api.entry.store import open_store
from api.gateway.talk import Assistant, RasaAssistant
from api.gateway.turn import Gateway
from api.settings import Settings
from api.staff.urging import Urger
from bot import memory

IDENTITY_SECONDS = 3.0
"""A caller waits for the answer."""


@dataclass
class AssistantAddress:
    """Where the assistant is at present, while it is ready; set by whoever runs it."""

    url: Callable[[], str | None] = lambda: None


@dataclass
class House:
    """The running service, as its doors see it."""

    settings: Settings
    means: Means
    gateway: Gateway
    dispatcher: Dispatcher
    inner: InnerListener
    urger: Urger
    assistant: Assistant
    housekeeping: Housekeeping
    terminal_secret: str
    """Lets a terminal of this machine in, on the inner listener."""
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def db(self) -> Database:
        return self.means.db

    @property
    def clock(self) -> Clock:
        return self.means.clock

    @property
    def data_dir(self) -> Path:
        return self.settings.data_dir

    def assistant_trouble(self) -> str | None:
        return self.assistant.trouble()

    def prepare_knowledge(self) -> None:
        """So that nobody's first question waits for it."""
        if self.means.knowledge is not None:
            with suppress(NotConnected):  # the first question then makes it ready
                self.means.knowledge.prepare()
        memory.give_back()

    def start(self) -> None:
        self.inner.start()
        self.dispatcher.start()
        self.urger.start()
        self.gateway.start()
        self.housekeeping.start()

    def stop(self) -> None:
        self.stopping.set()
        self.housekeeping.stop()
        self.gateway.close()
        self.urger.stop()
        self.dispatcher.stop()
        self.inner.stop()
        self.db.close()


def build(
    settings: Settings,
    address: AssistantAddress,
    *,
    clock: Clock = system_clock,
    inner_secret: str | None = None,
    inner_port: int = 0,
    assistant: Assistant | None = None,
) -> tuple[House, str]:
    """The house and the secret of this start, with nothing running yet.

    Raises SetupError: a setting is missing or unsafe.
    """
    db = open_store(settings)
    mute = frozenset(WRITTEN_TO) - sends(settings)
    secret = inner_secret or random.token_urlsafe(32)
    reading = BorrowedReading(lambda: address.url(), secret)
    shelf = Shelf(settings.data_dir / "models", reading.encoder, reading.cut)
    where = settings.public, settings.payment, mute, shelf, settings.fee_figures, Encoded(reading.encoder)
    means = Means(db, clock, _register(settings), Secrets(settings.secret), *where)
    watch = Watch()
    executor = ActionExecutor()
    for action in (ValidateTask(means), AskTask(means), PerformTask(means)):
        executor.register_action(action)
    terminal_secret = terminal.new_secret()
    rooms = [
        Mount(terminal.PATH, terminal.terminal_app(lambda: house, terminal_secret)),
        Mount("/", inner_app(db, executor, watch, secret)),
    ]
    inner = InnerListener(Starlette(routes=rooms), inner_port)
    dispatcher = Dispatcher(db, clock, carriers(settings, db, clock), tidying=(prepared.forget,))
    assistant = assistant or RasaAssistant(lambda: address.url(), secret, watch)
    gateway = Gateway(means, assistant, wake_outbox=dispatcher.wake)
    keeping = Housekeeping(means, settings.data_dir / "files")
    house = House(
        settings, means, gateway, dispatcher, inner, Urger(means), assistant, keeping, terminal_secret
    )
    return house, secret


def _register(settings: Settings) -> IdentityRegister:
    """The national platform's where one is named, else the feed's. Raises SetupError."""
    if not settings.identity_url:
        return FeedRegister()
    if not settings.identity_url.startswith("https://") or not settings.identity_key:
        raise SetupError("HOTLINE_IDENTITY_URL 必须是 https 网址，并且要有 HOTLINE_IDENTITY_KEY。")
    bearer = {"authorization": f"Bearer {settings.identity_key}"}
    return NationalRegister(
        httpx.Client(base_url=settings.identity_url, headers=bearer, timeout=IDENTITY_SECONDS)
    )
