"""Which function is served how. A new one is a performer and one line here."""

from __future__ import annotations

from actions.dialogue.performers import (
    assistants,
    courts,
    deadlines,
    documents,
    feedback,
    fees,
    handing_over,
    identity,
    knowledge,
    law,
    queries,
    requests,
    second,
)
from actions.dialogue.performers.outcome import Service
from actions.dialogue.performers.wishes import not_built
from actions.dialogue.reading_back import barred
from actions.service.functions import functions

NOT_BUILT = Service(not_built, needs=lambda task, heard, desk: ())
REQUEST = Service(
    requests.submission,
    needs=second.needs,
    reads_back=second.read_back,
    bars=barred,
    first=second.first,
)
SERVICES: dict[str, Service] = {
    "query.case": Service(queries.case),
    "query.hearing": Service(queries.hearing),
    "query.fee": Service(queries.fee),
    "query.delivery": Service(queries.delivery),
    "query.request": Service(queries.request),
    "query.contact": Service(courts.contact),
    "query.court": Service(courts.court),
    "consult.fee": Service(fees.court_fee, needs=fees.needs),
    "consult.deadline": Service(deadlines.last_day, needs=deadlines.needs),
    "consult.procedure": Service(knowledge.general_answer),
    "consult.materials": Service(documents.materials, needs=documents.materials_needs),
    "consult.template": Service(documents.template, needs=documents.template_needs),
    "consult.law": Service(law.articles, needs=law.needs),
    "request.assistant": Service(assistants.guide),
    "feedback.rate": Service(feedback.rate),
    "feedback.suggest": Service(feedback.leave, reads_back=feedback.read_back),
    "feedback.complain": Service(feedback.leave, reads_back=feedback.read_back),
    "identity.verify": Service(identity.verify, needs=identity.needs, standing=identity.verified),
    "identity.pass": Service(identity.entry_pass),
    "human.agent": Service(handing_over.human, needs=handing_over.needs, reads_back=handing_over.read_back),
}


def service(code: str) -> Service:
    """Every built request goes through the one engine; what is not built keeps the wish."""
    known = functions()[code]
    if not known.built:
        return NOT_BUILT
    return SERVICES.get(code, REQUEST)
