"""The measures of our own code, on small made-up sources."""

from __future__ import annotations

import pytest

from api.commands.bounds import (
    Measure,
    Source,
    branches,
    circles,
    imports,
    many_parameters,
    measures,
    ninetieth,
    product,
)
from api.settings import PROJECT


def source(path: str, text: str) -> Source:
    return Source.of(path, text)


def graph(**texts: str) -> dict[str, frozenset[str]]:
    """Modules by name, `__` for a dot, and what stands in them."""
    paths = {name.replace("__", "/"): text for name, text in texts.items()}
    return dict(imports([source(f"{path}.py", text) for path, text in paths.items()]))


def test_nine_in_ten_files_are_no_longer_than_the_ninetieth() -> None:
    assert ninetieth([10] * 9 + [300]) == 300
    assert ninetieth([10] * 91 + [300] * 9) == 10


@pytest.mark.parametrize(
    ("parameters", "many"),
    [
        ("a, b, c, d, e, f", 0),
        ("self, a, b, c, d, e, f", 0),
        ("a, b, c, d, e, f, g", 100),
        ("a, b, c, d, e, *, f, **more", 100),
    ],
)
def test_parameters_of_every_kind_count(parameters: str, many: float) -> None:
    assert many_parameters([source("one.py", f"def one({parameters}): ...")]) == many


def test_whatever_may_go_two_ways_is_a_branch() -> None:
    text = "\n".join(
        [
            "def one(a, b):",
            "    if a and b:",
            "        return 1 if a else 2",
            "    for each in b:",
            "        pass",
            "    try:",
            "        pass",
            "    except ValueError:",
            "        pass",
            "    return 3",
        ]
    )
    assert branches([source("one.py", text)]) == 50.0


def test_a_circle_is_found_among_neighbours_wherever_below_them_it_runs() -> None:
    found = circles(
        graph(
            house__hall__door="from house.kitchen import stove",
            house__kitchen__stove="def light():\n    import house.hall.lamp",
            house__hall__lamp="",
            house__attic__box="from house.hall import door",
        )
    )
    assert found == [("house.hall", "house.kitchen")]


def test_who_only_names_a_type_is_in_no_circle() -> None:
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.hall import door"
    assert (
        circles(graph(house__hall__door="from house.kitchen import stove", house__kitchen__stove=types)) == []
    )


def test_a_package_may_be_used_by_its_own_parts() -> None:
    parts = graph(
        house__clock="", house__hall__door="from house.clock import now", house__plan="import house.hall.door"
    )
    assert circles(parts) == []


def test_what_is_too_much_is_said_and_fails_only_where_it_is_enforced() -> None:
    assert Measure("行数", 190, 190).holds
    assert "超了" in str(Measure("行数", 191, 190))
    assert "还没有强制" in str(Measure("分支", 18.2, 13, enforced=False))


def test_the_product_keeps_the_bounds_that_are_enforced() -> None:
    kept = measures(product(PROJECT))
    assert [str(one) for one in kept if one.enforced and not one.holds] == []
