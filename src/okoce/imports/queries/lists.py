"""Imports of an office, and the rows of one as its page shows them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.imports.enums import Choice, ImportState, Outcome, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.offices import OFFICERS
from okoce.imports.rules.tally import Tally


def visible(actor: Actor) -> QuerySet[SheetImport]:
    """Imports of the offices over which somebody acts, latest first."""
    wanted = Q(pk__in=[])
    for scope in actor.places(*OFFICERS):
        wanted |= Q() if scope == EVERYWHERE else Q(office=scope) | Q(office__startswith=f"{scope}.")
        if scope == EVERYWHERE:
            return SheetImport.objects.order_by("-uploaded_at")
    return SheetImport.objects.filter(wanted).order_by("-uploaded_at")


def found(actor: Actor, import_id: UUID) -> SheetImport | None:
    """One import; None where there is none or it is another office's."""
    imported = SheetImport.objects.filter(id=import_id).first()
    return imported if imported is not None and actor.over(imported.office, OFFICERS) else None


def same_file(imported: SheetImport) -> SheetImport | None:
    """An earlier upload of the very same file by the same office."""
    earlier = SheetImport.objects.filter(
        office=imported.office, file_digest=imported.file_digest, uploaded_at__lt=imported.uploaded_at
    )
    return earlier.order_by("-uploaded_at").first()


def tally_of(imported: SheetImport) -> Tally:
    """Where the rows ended, as the import keeps it."""
    return Tally(
        imported.rows_in,
        imported.rows_stored,
        imported.rows_same,
        imported.rows_outside,
        imported.rows_rejected,
        imported.rows_left,
        imported.rows_open,
        imported.rows_undone,
        imported.rows_stay,
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by verdict, with what is decided about those that could be stored, and the reasons within one verdict."""

    verdicts: Counter[str]
    undecided: Counter[str]
    taken: int
    stays: int


def counts(imported: SheetImport) -> Counts:
    groups = SheetRow.objects.filter(sheet_import=imported).values_list("verdict", "choice", "outcome")
    verdicts: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    taken = stays = 0
    for verdict, choice, outcome, count in groups.annotate(count=Count("id")).order_by():
        verdicts[verdict] += count
        is_open = verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL) and outcome == Outcome.NONE
        if is_open and choice == Choice.OPEN:
            undecided[verdict] += count
        if is_open and choice in (Choice.TAKE, Choice.TAKE_AS_NEW):
            taken += count
        stays += count if outcome == Outcome.STAYS else 0
    return Counts(verdicts, undecided, taken, stays)


def progress(imported: SheetImport) -> int:
    """Rows of the present pass that are done: checked, stored or undone."""
    rows = SheetRow.objects.filter(sheet_import=imported)
    if imported.state == ImportState.READING:
        return rows.exclude(verdict=Verdict.UNREAD).count()
    done = [Outcome.UNDONE, Outcome.STAYS]
    return rows.filter(outcome__in=done if imported.state == ImportState.UNDOING else [Outcome.STORED, *done]).count()


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows a page lists: of one verdict, with one reason."""

    verdict: str = ""
    code: str = ""


def rows(imported: SheetImport, shown: Shown) -> QuerySet[SheetRow]:
    """The rows of a list in the order of the sheet."""
    listed = SheetRow.objects.filter(sheet_import=imported).order_by("number")
    if shown.verdict == Outcome.STAYS:
        listed = listed.filter(outcome=Outcome.STAYS)
    elif shown.verdict:
        listed = listed.filter(verdict=shown.verdict)
    return listed.filter(reasons__contains=[{"code": shown.code}]) if shown.code else listed


REASONS = """
    SELECT reason->>'code', count(DISTINCT r.id)
    FROM imports_sheetrow r, jsonb_array_elements(r.reasons) AS reason
    WHERE r.sheet_import_id = %s AND r.verdict = %s GROUP BY 1 ORDER BY 2 DESC, 1
"""


def reasons(imported: SheetImport, verdict: str) -> list[tuple[str, int]]:
    """The reasons that rows of one verdict have, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(REASONS, [imported.id, verdict])
        return [(row[0], row[1]) for row in cursor.fetchall()]
