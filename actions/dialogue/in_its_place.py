"""One matter in place of another that was begun wrongly (不是，是调解)."""

from __future__ import annotations

from actions.dialogue.act import Wishes
from actions.dialogue.agenda import CASE, Agenda, Reply
from actions.dialogue.filling import opened
from actions.dialogue.steered import VERIFY
from actions.service.functions import function
from actions.service.requests.second import SECOND, THERE
from bot.language.forms import tells


def in_its_place(agenda: Agenda, act: Wishes) -> list[Reply]:
    """What was begun wrongly is dropped, the verification with all that waits for it; what fits of it is
    kept, and its case is still spoken of."""
    left, wish = agenda.pop(), opened(act.function, act.heard)
    if left.function == VERIFY and agenda.tasks:
        left = agenda.tasks[0]
        agenda.tasks.clear()
    if left.fields.get(CASE):
        agenda.focus[CASE] = left.fields[CASE]
    agenda.tasks = [task for task in agenda.tasks if task.function != act.function]
    wanted = {field.name: field.reader for field in function(act.function).fields_for(wish.fields)}
    had = {field.name: field.reader for field in function(left.function).fields_for(left.fields)}
    kept = {name for name in had if name in wanted and wanted[name] == had[name] and name in left.fields}
    if CASE in left.fields and function(act.function).case_for(wish.fields) != "none":
        kept.add(CASE)
    wish.fields = {name: left.fields[name] for name in kept - {SECOND, THERE}} | wish.fields
    wish.beside = wish.beside or (left.words, left.entities)
    for each in function(act.function).fields_for(wish.fields):
        if each.told == "content" and not wish.fields.get(each.name) and tells(act.heard.text):
            wish.fields[each.name] = act.heard.words  # said as a question or not, that is what is to be kept
    agenda.push(wish)
    names = {"left": function(left.function).name, "name": function(act.function).name}
    return [Reply("dialog.instead", names)]
