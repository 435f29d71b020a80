"""Charges at the boundaries of a turn's steps: the armed one kills the process as `kill -9` does, once."""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Boundary:
    """A place between two lines of the product: `when` of the call `owner.name`."""

    owner: object
    name: str
    when: Literal["before", "after"]


def mine(boundaries: Mapping[str, Boundary], armed: Path) -> None:
    """Lay a charge at every boundary. One is armed by writing its name into the file `armed`."""
    for name, boundary in boundaries.items():
        original = getattr(boundary.owner, boundary.name)
        setattr(boundary.owner, boundary.name, _charged(original, name, boundary.when, armed))


def _charged(original: Callable[..., Any], boundary: str, when: str, armed: Path) -> Callable[..., Any]:
    @functools.wraps(original)
    def charged(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            _die_if(armed, boundary)
        result = original(*args, **kwargs)
        if when == "after":
            _die_if(armed, boundary, *args)
        return result

    return charged


def _die_if(armed: Path, boundary: str, *args: Any) -> None:
    if not armed.exists() or armed.read_text() != boundary:
        return
    for argument in args:
        if isinstance(argument, Session):
            argument.flush()  # the rows are with the database by now, in a transaction that never ends
    armed.unlink()
    os.kill(os.getpid(), signal.SIGKILL)
