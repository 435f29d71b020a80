"""One turn at a time per line, in order of arrival; lines do not wait for each other."""

from __future__ import annotations

import threading

from api.gateway.queue import Queue, Running

WAIT = 10.0


def test_a_line_is_served_in_order_and_one_at_a_time() -> None:
    queue, served, inside, most = Queue(8), [], 0, 0
    guard, done = threading.Lock(), threading.Event()

    def job(number: int) -> None:
        nonlocal inside, most
        with guard:
            inside += 1
            most = max(most, inside)
        served.append(number)
        with guard:
            inside -= 1
        if number == 49:
            done.set()

    for number in range(50):
        queue.put(("web", "one"), lambda number=number: job(number))  # type: ignore[misc]
    assert done.wait(WAIT)
    queue.close()
    assert served == list(range(50))
    assert most == 1


def test_a_waiting_line_does_not_hold_up_another() -> None:
    queue, go_on, other = Queue(2), threading.Event(), threading.Event()

    def slow() -> None:
        go_on.wait(WAIT)

    for _ in range(10):
        queue.put(("web", "slow"), slow)
    queue.put(("web", "quick"), other.set)
    assert other.wait(WAIT)
    go_on.set()
    queue.close()


def test_the_same_turn_is_worked_on_once() -> None:
    running = Running()
    first, mine = running.join("turn")
    second, also_mine = running.join("turn")
    assert mine and not also_mine and first is second
    running.done("turn")
    assert running.join("turn")[1]
