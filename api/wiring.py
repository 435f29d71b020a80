"""Puts the house together: one place that knows which part gets which."""

from __future__ import annotations

import secrets as random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from rasa_sdk.executor import ActionExecutor

from actions.dialogue.actions import AskTask, PerformTask, ValidateTask
from actions.server import inner_app
from actions.service.channels import WRITTEN_TO
from actions.service.clock import Clock, system_clock
from actions.service.documents import prepared
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.work import Means
from actions.store.database import Database
from actions.watch import Watch
from api.assistant.inner import InnerListener
from api.channels.carriers import carriers
from api.channels.doors import sends
from api.channels.outgoing import Dispatcher
from api.gateway.talk import Assistant, RasaAssistant
from api.gateway.turn import Gateway
from api.settings import Settings


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
    address: AssistantAddress
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def db(self) -> Database:
        return self.means.db

    @property
    def clock(self) -> Clock:
        return self.means.clock

    def assistant_ready(self) -> bool:
        return self.address.url() is not None

    def start(self) -> None:
        self.inner.start()
        self.dispatcher.start()

    def stop(self) -> None:
        self.stopping.set()
        self.gateway.close()
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
    db = Database(settings.database)
    mute = frozenset(WRITTEN_TO) - sends(settings)
    means = Means(db, clock, FeedRegister(), Secrets(settings.secret), settings.public, mute)
    secret = inner_secret or random.token_urlsafe(32)
    watch = Watch()
    executor = ActionExecutor()
    for action in (ValidateTask(means), AskTask(means), PerformTask(means)):
        executor.register_action(action)
    inner = InnerListener(inner_app(db, executor, watch, secret), inner_port)
    dispatcher = Dispatcher(db, clock, carriers(settings, clock), tidying=(prepared.forget,))
    gateway = Gateway(
        means,
        assistant or RasaAssistant(lambda: address.url(), secret, watch),
        wake_outbox=dispatcher.wake,
    )
    return House(settings, means, gateway, dispatcher, inner, address), secret
