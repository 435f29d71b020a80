"""Access lines without query strings: those of hooks carry signatures and names of callers' turns."""

from __future__ import annotations

import logging


class WithoutQuery(logging.Filter):
    """For the logger `uvicorn.access`, whose third argument is the path with its query."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and len(record.args) >= 3:
            client, method, path, *others = record.args
            record.args = (client, method, str(path).partition("?")[0], *others)
        return True
