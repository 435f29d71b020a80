"""First passwords of staff: argon2id before they reach a transaction.

Hashing and verifying take tens of milliseconds each, so both happen before the write lock is taken. A
password that the stored hash already verifies keeps that hash: the same file again changes nothing.
"""

from __future__ import annotations

from sqlalchemy import select

from actions.service.feed.readers import PlainPassword
from actions.service.feed.reading import Entry
from actions.service.identity.hashing import PASSWORDS
from actions.store.database import Database
from actions.store.records import Staff

COLUMN = "password_hash"


def seal_passwords(db: Database, entries: list[Entry]) -> None:
    """Replace each plain password in `entries` by a PHC string."""
    plain = [entry for entry in entries if isinstance(entry.values.get(COLUMN), PlainPassword)]
    if not plain:
        return
    names = {entry.key[0] for entry in plain}
    with db.read() as session:
        query = select(Staff.username, Staff.password_hash, Staff.password_set_by_person).where(
            Staff.username.in_(names)
        )
        stored = {name: (phc, own) for name, phc, own in session.execute(query)}
    sealed: dict[tuple[str, str], str] = {}
    for entry in plain:
        username, password = entry.key[0], entry.values[COLUMN].value
        if (username, password) not in sealed:
            phc, own = stored.get(username, ("", False))
            keeps = own or (phc and PASSWORDS.matches(phc, password))
            sealed[username, password] = phc if keeps else PASSWORDS.make(password)
        entry.values[COLUMN] = sealed[username, password]
