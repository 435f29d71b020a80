"""给法官留言: what asks for influence, or offers something, is not passed on."""

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding
from bot.language import limits


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the field `message`."""
    message = facts.given.get("message", "")
    if limits.declined(message) != "influence" and not limits.favour(message):
        return []
    return [Finding("refuse", "influence")]
