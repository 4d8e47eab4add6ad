"""The worker stores accepted rows: some hundred in a transaction, each under an id of its own, so that a kill costs nothing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed, Reason
from okoce.facts.enums import Channel, Correction, CorrectionReason
from okoce.imports.enums import Choice, Outcome, Sort, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.judging import Judged, opened
from okoce.imports.queries.judging_permits import match_of
from okoce.imports.services.checking import judge, write
from okoce.members.services import FactChange, correct_each, record_many
from okoce.stages.p1_registration.enums import Outcome as Registered
from okoce.stages.p1_registration.services import register_each
from okoce.stages.p4_licensing.services import take_entries

AT_ONCE = 500
TAKEN = (Choice.TAKE, Choice.TAKE_AS_NEW)
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8203)"
"""Two imports of the same rows must not both find that nothing is there yet."""
STORED = """
    UPDATE imports_sheetrow AS r SET outcome = 'stored', person_id = s.person_id, fact_id = s.fact_id
    FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS s (id, person_id, fact_id) WHERE r.id = s.id
"""


def store_chunk(imported: SheetImport, actor: Actor) -> int:
    """Store the next accepted rows, in the caller's transaction, and return how many were looked at; 0 when none is left."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    waiting = SheetRow.objects.filter(
        sheet_import=imported,
        number__gt=imported.reached,
        choice__in=TAKEN,
        outcome=Outcome.NONE,
        verdict__in=[Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL],
    )
    rows = [opened(row) for row in waiting.order_by("number")[:AT_ONCE]]
    if not rows:
        return 0
    # Judged again: since the check a colleague may have recorded the same, or somebody may have moved away.
    judged = judge(actor, imported, rows, stores=True)
    for item in judged:
        if imported.sort == Sort.PERMITS:
            continue  # a permit is known by its number: what it confirms is found anew
        if item.verdict == Verdict.CHANGED and (item.row.choice == Choice.TAKE_AS_NEW or item.fact_id != item.row.fact_id):
            item.verdict, item.fact_id = Verdict.NEW, None
        elif item.verdict == Verdict.DOUBTFUL:
            item.fact_id = item.fact_id if item.fact_id == item.row.fact_id and item.row.choice == Choice.TAKE else None
    good = [item for item in judged if item.is_open and not _is_newly_doubtful(imported, item)]
    try:
        with transaction.atomic():
            _store(imported, actor, good)
    except NotAllowed:
        for item in good:
            _store_alone(imported, actor, item)
    left = [item for item in judged if not item.is_open or _is_newly_doubtful(imported, item)]
    if left:
        write(left)
    imported.reached = rows[-1].number
    return len(rows)


def _is_newly_doubtful(imported: SheetImport, item: Judged) -> bool:
    """A row of a list of permits that nobody has looked at as the doubtful one that it is now."""
    return imported.sort == Sort.PERMITS and item.verdict == Verdict.DOUBTFUL and item.row.verdict != Verdict.DOUBTFUL


def _store_alone(imported: SheetImport, actor: Actor, item: Judged) -> None:
    """A row that the services refuse is rejected with their reason; the others go on."""
    try:
        with transaction.atomic():
            _store(imported, actor, [item])
    except NotAllowed as refusal:
        item.reject(*(Reason(why.code, dict(why.params)) for why in refusal.decision.reasons))


def _store(imported: SheetImport, actor: Actor, judged: Sequence[Judged]) -> None:
    if imported.sort == Sort.MEMBERS:
        _register(actor, judged)
    elif imported.sort == Sort.FACTS:
        _record(actor, judged, Channel.IMPORT, CorrectionReason.MISTYPED)
    else:
        _record(actor, judged, Channel.REGISTER, CorrectionReason.EVIDENCE_FOUND)
        take_entries(by=actor, taken=[(item.row.id, match_of(item)) for item in judged])


def _record(actor: Actor, judged: Sequence[Judged], channel: Channel, reason: CorrectionReason) -> None:
    new = [item for item in judged if item.fact_id is None]
    known = [item for item in judged if item.fact_id is not None]
    pairs = [(item.person_id, item.value) for item in new if item.person_id is not None]
    record_many(by=actor, given=pairs, channel=channel)
    changes = [
        FactChange(
            fact_id=item.fact_id,
            correction=Correction.AMEND,
            reason=reason,
            given=item.value,
            id=item.row.id,
            channel=channel,
        )
        for item in known
        if item.fact_id is not None
    ]
    correct_each(by=[actor] * len(changes), changes=changes)
    _mark([(item.row.id, item.person_id, item.fact_id or item.row.id) for item in judged])


def _register(actor: Actor, judged: Sequence[Judged]) -> None:
    settled = register_each(by=actor, given=[item.value for item in judged])
    done = []
    for item, result in zip(judged, settled, strict=True):
        item.person_id = result.person_id
        if result.outcome == Registered.NEW:
            done.append((item.row.id, item.person_id, item.row.id))
        else:  # somebody registered the same card since it was judged, a moment ago
            item.verdict = Verdict.SAME
    _mark(done)


def _mark(done: Sequence[tuple[UUID, UUID | None, UUID]]) -> None:
    if done:
        with connection.cursor() as cursor:
            cursor.execute(STORED, [list(column) for column in zip(*done, strict=True)])
