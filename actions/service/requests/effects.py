"""What registering a request does besides, in the same transaction: named by matters (`on_registered`).

A new one is a function and one line of `EFFECTS`. What it raises undoes the registration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.service.requests.prechecking import Checked
    from actions.service.requests.receipt import Receipt
    from actions.service.work import Work

EFFECTS: dict[str, Callable[[Work, Checked, Receipt], None]] = {}
