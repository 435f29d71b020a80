"""Matter files: complete, readable, and refused with file and field when they are not."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from actions.dialogue.agenda import Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import required
from actions.errors import NotFound, SetupError
from actions.law.checks.registry import CHECKS
from actions.law.promises import service_times
from actions.service.requests.matters import CASE_FIELD, FOLDER, Matter, all_matters, load, matter
from actions.service.requests.subject import NAMED_BY

EVERY = all_matters()
NOBODY = (cast(Heard, None), cast(Desk, None))


ONE_BY_ONE = [one for matter in EVERY for one in matter.each]
OF_EACH = [f"{one.function}:{one.variant or ''}" for one in ONE_BY_ONE]


@pytest.mark.parametrize("each", ONE_BY_ONE, ids=OF_EACH)
def test_a_matter_asks_first_what_it_is_about_and_its_times_and_checks_exist(each: Matter) -> None:
    named = [field.name for field in each.fields if field.name in NAMED_BY[each.about]]
    first = [field.name for field in each.fields if not (each.variant and field.name == "sort")]
    assert first[: len(named)] == named
    assert {each.first_response, each.closing} <= set(service_times())
    assert set(each.prechecks) <= set(CHECKS)
    assert each.outcomes and each.conversation.cannot
    done_at_once = each.says != "request.registered"
    assert done_at_once or (each.needs and each.materials), "what is only registered is still to be signed"


@pytest.mark.parametrize("each", ONE_BY_ONE, ids=OF_EACH)
def test_what_may_be_left_out_comes_last_and_no_cue_means_two_choices(each: Matter) -> None:
    required = [field.required for field in each.fields]
    assert required == sorted(required, reverse=True)
    for field in each.fields:
        cues = [cue for choice in field.choices for cue in choice.cues]
        assert len(cues) == len(set(cues)), field.name


def test_a_bad_file_is_refused_with_its_name_and_field(tmp_path: Path) -> None:
    good = (FOLDER / "file_review.yml").read_text(encoding="utf-8")
    for bad, where in (
        (good.replace("reader: choice", "reader: guess"), "fields.1.reader"),
        (good.replace("cpl.64", "cpl.9999"), "cpl.9999"),
        (good.replace("prechecks: [file_review]", "prechecks: [a_guess]"), "a_guess"),
        (good + "\nsurprise: 1\n", "surprise"),
    ):
        path = tmp_path / "broken.yml"
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(SetupError) as caught:
            load(path)
        assert "broken.yml" in caught.value.message
        assert where in caught.value.message


def test_the_form_asks_required_fields_in_order_until_none_is_left() -> None:
    def asks(**given: str) -> str | None:
        task = Task("request.file_review", dict(given))
        wanted = required(task, cast(Heard, None), cast(Desk, None))
        return next((field.name for field in wanted if field.name not in given), None)

    assert CASE_FIELD not in [field.name for field in required(Task("request.file_review"), *NOBODY)]
    assert asks() == "way"
    assert asks(way="online") is None


def test_a_matter_that_is_not_taken_says_so() -> None:
    with pytest.raises(NotFound, match="转人工"):
        matter("request.lunch")
