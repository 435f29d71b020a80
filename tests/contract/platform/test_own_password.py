"""Staff change their own password on a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

OLD, NEW = "不难记的长口令", "后来换过的另一个长口令"
PAGE = "/staff/password"
Headers = Callable[..., dict[str, str]]


def form_of(client: TestClient, path: str) -> dict[str, str]:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found is not None, path
    return {"csrf": found[1]}


def log_in(client: TestClient, password: str) -> int:
    form = form_of(client, "/staff/login") | {"username": "clerk", "password": password}
    return int(client.post("/staff/login", data=form).status_code)


def change(client: TestClient, old: str, new: str, again: str | None = None) -> int:
    form = form_of(client, PAGE) | {"old": old, "new": new, "again": again or new}
    return int(client.post(PAGE, data=form).status_code)


def test_a_new_password_takes_the_place_of_the_old_one_and_ends_other_sessions(
    client: TestClient, as_staff: Headers
) -> None:
    elsewhere = as_staff("clerk")
    log_in(client, OLD)
    assert PAGE in client.get("/staff").text
    assert change(client, OLD, NEW) == 303
    assert client.get("/staff").status_code == 200
    assert client.get("/api/v1/staff/queue", headers=elsewhere).status_code == 401
    client.cookies.clear()
    assert (log_in(client, OLD), log_in(client, NEW)) == (401, 303)


@pytest.mark.parametrize(
    ("old", "new", "again", "status"),
    [("错的口令啊啊啊啊啊", NEW, NEW, 403), (OLD, "太短", "太短", 422), (OLD, NEW, NEW + "多", 422)],
)
def test_what_is_not_right_changes_nothing(
    client: TestClient, old: str, new: str, again: str, status: int
) -> None:
    log_in(client, OLD)
    assert change(client, old, new, again) == status
    client.cookies.clear()
    assert log_in(client, OLD) == 303


def test_wrong_tries_are_counted(client: TestClient) -> None:
    log_in(client, OLD)
    for _ in range(5):
        change(client, "错的口令啊啊啊啊啊", NEW)
    assert change(client, OLD, NEW) == 403


def test_a_form_of_somebody_else_is_refused(client: TestClient) -> None:
    log_in(client, OLD)
    form = {"csrf": "0" * 64, "old": OLD, "new": NEW, "again": NEW}
    assert client.post(PAGE, data=form).status_code == 403
    client.cookies.clear()
    assert log_in(client, OLD) == 303
