"""Tables, transactions, migrations: one shared store of cases, requests, conversations, evaluations."""

from actions.store import conversations, identities, matters, records
from actions.store.types import Base

__all__ = ["Base", "conversations", "identities", "matters", "records"]
