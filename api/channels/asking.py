"""Asking the gateway, with an answer whatever happens to a message that was taken in."""

from __future__ import annotations

import logging
import traceback

from actions.errors import HotlineError, NotTaken, TooMany
from actions.service.channels import CHANNELS
from actions.service.wording import say
from api.entry.house import Gateway
from api.gateway.messages import Answer, Inbound, Said

log = logging.getLogger(__name__)


async def ask(gateway: Gateway, inbound: Inbound) -> Answer:
    """The gateway's answer; if it fails, a Chinese sentence that says how it goes on.

    Raises NotTaken or TooMany for what is not in the inbox: its carrier must not take it for delivered.
    """
    try:
        return await ask_or_raise(gateway, inbound)
    except (NotTaken, TooMany):
        raise
    except HotlineError as error:
        return Answer((Said(error.message),))


async def ask_or_raise(gateway: Gateway, inbound: Inbound) -> Answer:
    """As `ask`, for doors that have a status for each error of our own. Raises HotlineError only."""
    try:
        return await gateway.handle(inbound)
    except HotlineError:
        raise
    except Exception as error:
        # Messages of database errors carry what the caller said: only the kind and the place are logged.
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind = type(error).__name__
        log.error("turn failed on %s: %s in %s:%s", inbound.channel, kind, place.name, place.lineno)
        return Answer((Said(say("channel.failed", {}, CHANNELS[inbound.channel].modality)),))
