"""Imported by the process from which houses are forked, and by it alone: it has done what every house would
do anew before its first answer, and has opened no database."""

from importlib import import_module

from sqlalchemy.orm import configure_mappers

from actions.law.promises import service_times
from actions.service.wording import say

LATE = (
    *("psycopg", "httpcore", "anyio._backends._asyncio", "uvicorn.lifespan.on", "uvicorn.loops.uvloop"),
    *("uvicorn.protocols.http.httptools_impl", "uvicorn.protocols.websockets.websockets_sansio_impl"),
)
"""Modules that are imported at the first connection or call only."""

for module in ("api.commands.chaos.house", *LATE):
    import_module(module)
configure_mappers()
say("channel.not_taken", {}, "rich")  # reads the wordings
service_times()
