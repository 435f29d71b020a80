"""Papers served electronically: whose they are to see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING
from actions.service.identity.visibility import represented
from actions.store.records import Assistant, Delivery


def served(
    session: Session, case_numbers: Collection[str], *, to: tuple[date, str] | None = None
) -> list[Delivery]:
    """What was served in these cases, the earliest first; `to` (today, a licence) takes only what is his."""
    wanted = select(Delivery).where(Delivery.case_number.in_(case_numbers), Delivery.removed.is_(False))
    if to is not None:
        wanted = wanted.where(_served_on(*to))
    return list(session.scalars(wanted.order_by(Delivery.served_at, Delivery.id)))


def _served_on(day: date, licence_no: str) -> ColumnElement[bool]:
    """To himself; in a case that he knows only by a grant, to the lawyer whom he assists: papers served on
    others in the case are not theirs."""
    principal = select(Assistant.principal_licence_no).where(Assistant.licence_no == licence_no)
    granted = Delivery.case_number.not_in(represented(day, licence_no))
    return or_(
        Delivery.licence_no == licence_no, and_(granted, Delivery.licence_no == principal.scalar_subquery())
    )


def unsigned(session: Session, case_number: str, licence_no: str) -> list[Delivery]:
    """What was served on this lawyer himself in this case and is not signed for, the earliest first."""
    mine = Delivery.case_number == case_number, Delivery.licence_no == licence_no
    wanted = select(Delivery).where(*mine, Delivery.signed_at.is_(None), Delivery.removed.is_(False))
    return list(session.scalars(wanted.order_by(Delivery.served_at, Delivery.id)))


def paper_of(
    session: Session, case_number: str, delivery_id: str, *, locked: bool = False
) -> Delivery | None:
    """That paper, if it was served in this case, on whomever."""
    found = session.get(Delivery, delivery_id, with_for_update=locked or None)
    return found if found is not None and not found.removed and found.case_number == case_number else None


def label(delivery: Delivery) -> str:
    """举证通知书 11月18日送达."""
    served_at = delivery.served_at.astimezone(BEIJING)
    return f"{delivery.title} {served_at.month}月{served_at.day}日送达"
