"""The worker judges rows in chunks: set-based look-ups, one statement that writes all verdicts of a chunk."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from okoce.accounts.queries import Actor
from okoce.audit.services import log_openings
from okoce.core.decisions import Reason
from okoce.imports.enums import Sort, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.judging import Judged, OpenRow, opened, stored_reasons
from okoce.imports.queries.judging_facts import judge_facts
from okoce.imports.queries.judging_members import judge_members
from okoce.imports.queries.judging_permits import drafts_of, judge_permits
from okoce.stages.p4_licensing.enums import Office
from okoce.stages.p4_licensing.services import ListHead, begin_list, keep_entries

AT_ONCE = 1000
SHOWN_BESIDE = {
    Sort.MEMBERS: (),
    Sort.FACTS: (Verdict.CHANGED,),
    Sort.PERMITS: (Verdict.CHANGED, Verdict.DOUBTFUL),
}
"""Verdicts whose page shows what the record says now."""
WRITE = """
    UPDATE imports_sheetrow AS r
    SET verdict = s.verdict, reasons = s.reasons, person_id = s.person_id, fact_id = s.fact_id,
        nik_hash = s.nik_hash, content_hash = s.content_hash, subject_hash = s.subject_hash
    FROM unnest(%s::uuid[], %s::text[], %s::jsonb[], %s::uuid[], %s::uuid[], %s::bytea[], %s::bytea[], %s::bytea[])
        AS s (id, verdict, reasons, person_id, fact_id, nik_hash, content_hash, subject_hash)
    WHERE r.id = s.id
"""
EARLIER = """
    SELECT r.subject_hash, r.content_hash, r.number FROM imports_sheetrow r
    WHERE r.sheet_import_id = %s AND r.subject_hash = ANY(%s) AND r.verdict <> 'rejected' AND r.number < %s
    ORDER BY r.number
"""


def check_chunk(imported: SheetImport, actor: Actor) -> int:
    """Judge the next rows, in the caller's transaction, and return how many; 0 when all are judged."""
    waiting = SheetRow.objects.filter(sheet_import=imported, verdict=Verdict.UNREAD, number__gt=imported.reached)
    rows = waiting.order_by("number")[:AT_ONCE]
    judged = judge(actor, imported, [opened(row) for row in rows])
    if not judged:
        return 0
    _within_file(imported, judged)
    write(judged)
    _keep_list(imported, actor, judged)
    _log_seen(imported, actor, judged)
    imported.reached = judged[-1].row.number
    return len(judged)


def judge(actor: Actor, imported: SheetImport, rows: Sequence[OpenRow], *, stores: bool = False) -> list[Judged]:
    """Judge rows by their sort."""
    return JUDGES[Sort(imported.sort)](actor, imported, rows, stores=stores)


JUDGES = {Sort.MEMBERS: judge_members, Sort.FACTS: judge_facts, Sort.PERMITS: judge_permits}


def _keep_list(imported: SheetImport, actor: Actor, judged: Sequence[Judged]) -> None:
    """What a list of permits says is kept as it is checked; another check of the same sheet begins anew."""
    if imported.sort != Sort.PERMITS:
        return
    if not imported.reached:
        assert imported.as_of is not None, "a list has its day"
        head = ListHead(imported.id, Office(imported.source), imported.as_of, imported.office, imported.is_synthetic)
        begin_list(by=actor, head=head)
    keep_entries(by=actor, list_id=imported.id, drafts=drafts_of(judged))


def _within_file(imported: SheetImport, judged: Sequence[Judged]) -> None:
    """Rows of the same file about the same thing: the first counts, the same again changes nothing, another content is asked."""
    same, about = _earlier(imported, judged)
    for item in judged:
        if not item.is_open or item.content_hash is None or item.subject_hash is None:
            continue
        number = item.row.number
        if item.content_hash in same:
            item.verdict, item.value = Verdict.SAME, None
            item.reasons.append(Reason("row.repeated", {"row": same[item.content_hash]}))
            continue
        if item.subject_hash in about:
            again = Reason("row.same_subject", {"row": about[item.subject_hash]})
            if imported.sort == Sort.MEMBERS:
                item.reject(Reason("row.nik_repeated", {"row": about[item.subject_hash], "field": "nik"}))
                continue
            # The second is no correction of the first: both stand in one sheet, and the officer says what they are.
            item.verdict, item.fact_id = Verdict.DOUBTFUL, None
            item.reasons.append(again)
        same[item.content_hash] = number
        about.setdefault(item.subject_hash, number)


def _earlier(imported: SheetImport, judged: Sequence[Judged]) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """Numbers of the first earlier rows by content and by subject; what says the same is about the same."""
    same: dict[bytes, int] = {}
    about: dict[bytes, int] = {}
    wanted = list({item.subject_hash for item in judged if item.subject_hash is not None})
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [imported.id, wanted, judged[0].row.number])
        for subject, content, number in cursor.fetchall():
            about.setdefault(bytes(subject), number)
            same.setdefault(bytes(content), number)
    return same, about


def write(judged: Sequence[Judged]) -> None:
    """Write verdicts, reasons and whom rows are about."""
    columns: list[Any] = [
        [item.row.id for item in judged],
        [str(item.verdict) for item in judged],
        [Jsonb(stored_reasons(item.reasons)) for item in judged],
        [item.person_id for item in judged],
        [item.fact_id for item in judged],
        [item.nik_hash for item in judged],
        [item.content_hash for item in judged],
        [item.subject_hash for item in judged],
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns)


def _log_seen(imported: SheetImport, actor: Actor, judged: Sequence[Judged]) -> None:
    """Whose record the sheet will be shown beside: members already known, and facts of theirs with another content."""
    seen = {
        item.person_id
        for item in judged
        if item.person_id and (imported.sort == Sort.MEMBERS or item.verdict in SHOWN_BESIDE[Sort(imported.sort)])
    }
    if seen and actor.user_id is not None:
        log_openings(by=actor.user_id, label=actor.label, person_ids=sorted(seen), surface="import")
