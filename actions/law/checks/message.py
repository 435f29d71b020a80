"""给法官留言: what asks for influence is not passed on."""

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding
from bot.language import limits


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the field `message`."""
    if limits.declined(facts.given.get("message", "")) != "influence":
        return []
    return [Finding("refuse", "influence")]
