"""Asking the gateway, with an answer whatever happens."""

from __future__ import annotations

import logging
import traceback

from actions.errors import HotlineError
from actions.service.channels import CHANNELS
from actions.service.wording import say
from api.entry.house import Gateway
from api.gateway.messages import Answer, Inbound, Said

log = logging.getLogger(__name__)


def ask(gateway: Gateway, inbound: Inbound) -> Answer:
    """The gateway's answer; if it fails, a Chinese sentence that says how it goes on. Raises nothing."""
    try:
        return ask_or_raise(gateway, inbound)
    except HotlineError as error:
        return Answer((Said(error.message),))


def ask_or_raise(gateway: Gateway, inbound: Inbound) -> Answer:
    """As `ask`, for doors that have a status for each error of our own. Raises HotlineError only."""
    try:
        return gateway.handle(inbound)
    except HotlineError:
        raise
    except Exception as error:
        # Messages of database errors carry what the caller said: only the kind and the place are logged.
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind = type(error).__name__
        log.error("turn failed on %s: %s in %s:%s", inbound.channel, kind, place.name, place.lineno)
        return Answer((Said(say("channel.failed", {}, CHANNELS[inbound.channel].modality)),))
