"""Tables, transactions, migrations: one shared store of cases, requests, conversations, evaluations."""

from actions.store import conversations, documents, identities, knowledge, matters, records, statutes
from actions.store.types import Base

__all__ = [
    "Base",
    "conversations",
    "documents",
    "identities",
    "knowledge",
    "matters",
    "records",
    "statutes",
]
