"""Is this the registered name? Exactly when typed, by sound when spoken."""

from __future__ import annotations

from bot.language.fold import fold

NOBODY = "无此人"
"""Compared with where the register has no one, so that the work is the same."""


def same_name(given: str, registered: str, *, by_sound: bool = False) -> bool:
    """Whether the name given is the registered one, after folding; `by_sound` takes homophones too."""
    one, other = _plain(given), _plain(registered)
    if by_sound:
        from bot.language.sounds import same_name_by_sound

        return same_name_by_sound(one, other)
    return one == other


def _plain(name: str) -> str:
    return fold(name).replace(" ", "").replace("•", "·").casefold()
