"""What `hotline bench` imports is taken in: a feed that is refused would be timed for nothing."""

from __future__ import annotations

import pytest

from actions.service.feed.bench import bench_import
from actions.store import keys
from actions.store.keys import Keyring


def test_the_made_up_feed_is_taken_in_without_keys_of_anybody_else(
    own_keys: Keyring, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.use(None)
    try:
        bench_import(300)
    finally:
        keys.use(own_keys)
    first, again, *_ = capsys.readouterr().out.splitlines()
    assert "300 added" in first and "0 refused" in first
    assert "300 unchanged" in again
