"""The store with its keys, as the settings name both."""

from __future__ import annotations

from actions.errors import SetupError
from actions.store.database import Database
from actions.store.keys import Keyring
from api.settings import Settings


def open_store(settings: Settings) -> Database:
    """Makes the keys file where there is none. Raises SetupError for one that cannot be read or made."""
    try:
        return Database(settings.database, Keyring(settings.keys))
    except (OSError, ValueError, KeyError) as error:
        raise SetupError(
            f"密钥文件 {settings.keys} 读不出或者写不下，请检查权限，或者从备份恢复。"
        ) from error
