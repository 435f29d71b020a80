"""Whether the court takes the request online: if it says that it does not, that warns."""

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding


def check(facts: CaseFacts) -> list[Finding]:
    if facts.offered_online is not False:
        return []
    return [Finding("warn", "court_not_online", facts={"court": facts.court})]
