"""Moments as the console's calls give them."""

from __future__ import annotations

from datetime import datetime

from actions.errors import BadInput
from actions.service.clock import BEIJING, stated


def aware(moment: datetime | None) -> datetime | None:
    """A moment without a zone is meant as Beijing's. Raises BadInput for one that no calendar has."""
    if moment is None:
        return None
    try:
        return stated(moment if moment.tzinfo else moment.replace(tzinfo=BEIJING))
    except ValueError as error:
        raise BadInput("时间没有读懂，请重新填写。") from error
