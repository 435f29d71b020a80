"""Memory of a process that lives long: what is free goes back to the system (glibc; elsewhere nothing)."""

import ctypes
import gc
from contextlib import suppress

M_ARENA_MAX = -8  # malloc.h
ARENAS = 2


def few_arenas() -> None:
    """Threads share their heaps: each of dozens would keep one of its own. Before the first thread begins."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """What coming up needed and left; what is there now stays, and is not looked through again and again."""
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
