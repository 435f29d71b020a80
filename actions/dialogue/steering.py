"""Evidence that counts in any place: no words at all, words that steer, a wish for a person."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.act import Act, Asks, Cases, Noise, Steers
from actions.dialogue.agenda import Agenda, Task
from actions.dialogue.correcting import asked_field, field_of
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, meaning
from actions.dialogue.options import option_meant
from actions.dialogue.readers import is_free_text, mentioned, read_field
from actions.service.requests.kinds import KINDS
from bot.language import forms, limits, steering
from bot.language.fold import fold
from bot.language.matters import applied_for, gives_up
from bot.language.short_answers import is_filler, said_outright, short_answer

AGAIN_KEY = "9"
_KEY = re.compile(r"[\d*#]")
_COMMAND = re.compile(r"\s*/+[A-Za-z_]")
"""What is typed like a command (/restart) is no answer, no yes and no no."""
CLEARLY_HEARD = 0.35
"""From this confidence of the recogniser on a sentence is acted upon; below it is asked back."""
_GIVES_UP = re.compile(r"取消|算了|不(?:想)?(?:办|申请|登记|提交|弄|搞|说|填)|先这样|停")
SHORT = 12
TALK = ("greet", "thanks", "help", "goodbye")
"""Small talk, which the classifier must think of too."""
_OUTRIGHT = {
    "dialog.repeat": "repeat",
    "dialog.cancel": "cancel",
    "dialog.goodbye": "goodbye",
    "dialog.help": "help",
    "dialog.greet": "greet",
    "dialog.thanks": "thanks",
    "human.agent": "person",
}


def picked(agenda: Agenda, heard: Heard) -> Heard:
    """A number alone stands for what was offered under it (对请按1), counted over all that was said.

    Key 9 asks to hear it again also where a long number is dictated and the keys are not read at the door.
    """
    if heard.keys and heard.text == AGAIN_KEY:
        return replace(heard, text="再说一遍", function="dialog.repeat", confidence=1.0, entities={})
    options = [option for reply in agenda.said for option in reply["options"]]
    bare = heard.text.strip("。.、 ")
    if not (bare.isdecimal() and 1 <= int(bare) <= len(options)):
        return heard
    title, text = options[int(bare) - 1]
    own = agenda.top is not None and any(title == offered for offered, _ in agenda.top.offered)
    words = title if own else text
    meant = said_outright(words) or ""
    return replace(
        heard, text=words, words=words, function=meant, confidence=1.0, ranking=(), entities={}, also=None
    )


def no_words(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Emoji, a key that is not in use, a sentence that the recogniser itself doubts."""
    if heard.clarity is not None and heard.clarity < CLEARLY_HEARD:
        return Noise("clear")
    if heard.keys and _KEY.fullmatch(heard.text) and not _takes_digits(agenda.top):
        return Noise("key")
    if forms.is_babble(heard.text) or _COMMAND.match(fold(heard.words or heard.text)):
        return Noise("sense")
    filler = agenda.top is None and not heard.keys and is_filler(heard.text)
    return Noise("words") if filler or not forms.has_words(heard.text) else None


def led_off(heard: Heard) -> Heard | None:
    """The message without the word that only introduces it (等一下，案号说错了); None where nothing does."""
    led = steering.leading(heard.text)
    if led is None:
        return None
    begins = len(heard.text) - len(led[1])
    rest = heard.part(begins, len(heard.text))
    return replace(rest, words=(steering.leading(heard.words) or led)[1], also=heard.also)


def only_waits(heard: Heard) -> bool:
    """Whether behind a word of waiting only more of it is said (等一下，有人找我)."""
    led = steering.leading(heard.text)
    return led is not None and led[0] == "wait" and steering.waits(led[1]) and not heard.entities


def outright(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A whole utterance that steers."""
    task = agenda.top
    if task is not None and gives_up(heard.text, task.function):
        return Steers("cancel")
    asked = asked_field(task)
    if task is not None and task.offered and heard.text in [str(title) for title, _ in task.offered]:
        return None
    if task is not None and asked is not None and option_meant(heard.text, asked, task.offered) is not None:
        return None
    how = _OUTRIGHT.get(said_outright(heard.text) or "")
    if how is not None:
        return Steers(how)  # type: ignore[arg-type]
    steered = steering.steers(heard.text)
    if short_answer(heard.text) is not None:
        return None  # 没问题了: a yes, where one was asked for
    if steered in ("repeat", "thanks") or (steered == "goodbye" and not _asked_a_field(task)):
        return Steers(steered)  # type: ignore[arg-type]
    if steered == "wait" or (steered == "resend" and task is not None and task.stage == "code"):
        return Steers(steered)  # type: ignore[arg-type]
    if steered == "skip" and not _is_an_answer(task, heard) and (_asked_a_field(task) or _asked_why(agenda)):
        return Steers("skip")
    return None


def for_a_person(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A wish for a person wins over whatever else the sentence says, and takes it along. Who is telling what
    happened may be telling of one (转人工转了四十分钟): there it is weighed."""
    task = agenda.top
    asked = asked_field(task)
    if (asked is not None and is_free_text(asked)) or _asked_why(agenda):
        return Steers("person", heard) if only_a_person(heard) else None
    return Steers("person", heard) if steering.wants_person(heard.text) else None


def _is_an_answer(task: Task | None, heard: Heard) -> bool:
    """没有 skips nothing where a yes or a no was asked for."""
    field = field_of(task, task.asked) if task is not None else None
    return field is not None and field.yes_or_no and read_field(heard, field, []).whole


def only_a_person(heard: Heard) -> bool:
    """Whether hardly anything else is said than that a person is wanted."""
    return len(heard.text) <= SHORT and steering.wants_person(heard.text)


def of_the_line(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A short question who is answering (你是谁), whatever was asked."""
    return Asks("line") if len(heard.text) <= SHORT and limits.about_line(heard.text) else None


def possible(how: str, agenda: Agenda, heard: Heard, *, chance: float, seen: bool) -> Act | None:
    """What the classifier takes for steering, where it can be: nothing is skipped that was not asked, and who
    waits or gives up says so, or says what is `seen` to mean it in that place."""
    task = agenda.top
    if how == "skip" and not _asked_a_field(task) and not _asked_why(agenda):
        return None
    if how == "resend" and (task is None or task.stage != "code"):
        return None
    if how in TALK and meaning(heard) != f"dialog.{how}":
        return None
    if how == "greet" and (forms.wishes(heard.text) or applied_for(heard.text)):
        return None  # 你好，我想立个案
    if how == "cancel" and steering.goes_ahead(heard.text):
        return None
    if how in SAID_SO and not SAID_SO[how](heard.text) and not (seen and chance >= ASIDE):
        return None
    if how in SAID_SO and _is_answered(task, heard):
        return None
    if how == "cancel" and _tells_of_another_thing(task, heard):
        return None
    return Steers(how, heard)  # type: ignore[arg-type]


def _asked_why(agenda: Agenda) -> bool:
    """Whether a grade was just given: what was bad about it may be told."""
    return agenda.top is None and (agenda.told or {}).get("function") == "feedback.rate"


def _tells_of_another_thing(task: Task | None, heard: Heard) -> bool:
    """Where words were asked for: what is not wanted any more may be what they tell of (反诉不要了)."""
    asked = field_of(task, task.asked) if task is not None else None
    clauses = [each for each in re.split(r"[,，。;；]", heard.text) if len(each) >= 4]
    return asked is not None and is_free_text(asked) and len(clauses) > 1 and not _GIVES_UP.search(heard.text)


def _is_answered(task: Task | None, heard: Heard) -> bool:
    """Whether one of the choices is named: 线上，我腿摔了医生不让动 gives nothing up."""
    field = field_of(task, task.asked) if task is not None else None
    if task is None or field is None or field.reader != "choice":
        return False
    return mentioned(heard, field) is not None and steering.given_up(heard.text) is None


SAID_SO = {"wait": steering.waits, "cancel": steering.gives_up}


def _takes_digits(task: Task | None) -> bool:
    field = field_of(task, task.asked) if task is not None else None
    return field is not None and KINDS[field.reader].keys


def _asked_a_field(task: Task | None) -> bool:
    return task is not None and task.stage == "filling" and field_of(task, task.asked) is not None
