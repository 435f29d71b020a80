"""Writers take turns in the order in which they came, and whoever waits too long is told."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import TimeoutError as NoTurn

from actions.store.turns import Turns

LONG = 30.0


def test_whoever_came_first_is_served_first() -> None:
    turns, served, threads = Turns(), list[int](), list[threading.Thread]()

    def write(number: int) -> None:
        with turns.mine(LONG):
            served.append(number)

    with turns.mine(LONG):
        for number in range(20):
            threads.append(threading.Thread(target=write, args=(number,)))
            threads[-1].start()
            while len(turns._line) < number + 2:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert served == list(range(20))


def test_no_two_write_at_once_and_none_is_forgotten() -> None:
    turns, inside, most = Turns(), 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(200):
            with turns.mine(LONG):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1 and not turns._line


def test_who_waits_too_long_is_told_and_holds_nobody_up() -> None:
    turns = Turns()
    with turns.mine(LONG), pytest.raises(NoTurn), turns.mine(0.01):
        pass
    with pytest.raises(ZeroDivisionError), turns.mine(LONG):
        raise ZeroDivisionError
    with turns.mine(0.01):
        pass
