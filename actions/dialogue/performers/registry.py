"""Which performer serves which function."""

from __future__ import annotations

from actions.dialogue.performers import consultation, feedback, handing_over, identity, queries, requests
from actions.dialogue.performers.outcome import Performer
from actions.dialogue.performers.wishes import not_built
from actions.service.functions import functions

PERFORMERS: dict[str, Performer] = {
    "query.case": queries.case,
    "query.hearing": queries.hearing,
    "query.fee": queries.fee,
    "query.delivery": queries.delivery,
    "query.request": queries.request,
    "consult.fee": consultation.court_fee,
    "feedback.rate": feedback.rate,
    "feedback.complain": feedback.complain,
    "identity.verify": identity.verify,
    "human.agent": handing_over.human,
}


def performer(code: str) -> Performer:
    """Every built request goes through the one engine; what is not built keeps the wish."""
    known = functions()[code]
    if not known.built:
        return not_built
    return requests.submission if known.is_request else PERFORMERS[code]
