"""Tables, transactions, migrations: one shared store of cases, requests, conversations, evaluations."""

from actions.store import conversations, identities, knowledge, matters, records
from actions.store.types import Base

__all__ = ["Base", "conversations", "identities", "knowledge", "matters", "records"]
