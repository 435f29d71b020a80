"""Matters that nobody takes (tests/invented), to show what a matter file can say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actions.service import functions
from actions.service.requests import effects, matters
from actions.service.requests.prechecking import Checked
from actions.service.requests.receipt import Receipt
from actions.service.work import Work

INVENTED = Path(__file__).parent / "invented"
Noted = list[tuple[str, str | None]]
"""What the effect `noted` was given: receipt number and variant."""


@contextmanager
def invented_matters() -> Iterator[Noted]:
    """For a while the invented matters are taken, and no others."""
    noted: Noted = []

    def note(work: Work, checked: Checked, receipt: Receipt) -> None:
        noted.append((receipt.receipt_no, checked.matter.variant))

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(effects.EFFECTS, "noted", note)
        patch.setattr(matters, "FOLDER", INVENTED)
        _read_again()
        yield noted
    _read_again()


def _read_again() -> None:
    matters._matters.cache_clear()
    functions.functions.cache_clear()
