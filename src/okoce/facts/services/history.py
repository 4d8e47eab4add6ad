"""Take over a whole history at once: the same rows as recording one by one, written with COPY."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from okoce.core.copying import copy_rows
from okoce.core.decisions import Decision, NotAllowed
from okoce.facts.models import Fact
from okoce.facts.services.recording import (
    COLUMNS,
    Correcting,
    CorrectionDraft,
    FactDraft,
    Row,
    corrected,
    draft_of,
    fact_row,
    person_keys,
)


@transaction.atomic
def append_history(*, by: Sequence[UUID | None], drafts: Sequence[FactDraft | CorrectionDraft]) -> int:
    """Record facts and corrections that nobody has recorded before, each by its own author; how many. All or none.

    The rows are those of ``append_each`` and ``correct_each``, checked by the same rules. An original may come in the same call
    or be stored already. Unlike there, an id that is known refuses everything (IntegrityError): a retry is the caller's affair,
    who writes down what was taken over in the same transaction. NotAllowed as ``append_each`` and ``correct_each``.
    """
    now = timezone.now()
    contents = _contents(drafts)
    keys = person_keys({content.person_id for content in contents if content.details})
    rows: list[Row] = []
    for author, draft, content in zip(by, drafts, contents, strict=True):
        key = keys.get(content.person_id)
        if isinstance(draft, CorrectionDraft):
            correcting = Correcting(draft.original, draft.correction, draft.reason)
            rows.append(fact_row(author, content, now, key, correcting))
        else:
            rows.append(fact_row(author, content, now, key))
    with connection.cursor() as cursor:
        copied = copy_rows(cursor, "facts_fact", tuple(COLUMNS), (row.values for row in rows))
        details = ((row.values[0], row.sealed_details) for row in rows if row.sealed_details is not None)
        copy_rows(cursor, "facts_factdetails", ("fact_id", "sealed"), details)
    return copied


def _contents(drafts: Sequence[FactDraft | CorrectionDraft]) -> list[FactDraft]:
    """What each says in the end: a correction that brings no content of its own says what its original says."""
    wanted = {draft.original for draft in drafts if isinstance(draft, CorrectionDraft)}
    firsts = {draft.id: _bare(draft) for draft in drafts if isinstance(draft, FactDraft) and draft.id in wanted}
    stored = Fact.objects.in_bulk(list(wanted - firsts.keys())) if wanted - firsts.keys() else {}
    for fact in stored.values():
        if fact.corrects is not None:
            raise NotAllowed(Decision.no("fact.is_correction", original=fact.corrects))
        firsts[fact.id] = draft_of(fact)
    if wanted - firsts.keys():
        raise NotAllowed(Decision.no("fact.unknown"))
    return [corrected(firsts[draft.original], draft) if isinstance(draft, CorrectionDraft) else draft for draft in drafts]


def _bare(draft: FactDraft) -> FactDraft:
    """As the log gives it back: the details stay with the original."""
    return replace(draft, details={}, on_behalf_of=None)
