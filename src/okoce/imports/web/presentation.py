"""What the pages of spreadsheets are given: rows with their cells' reasons in words, counts as filters, states as one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.facts.kinds import kind_of, measure_fields
from okoce.facts.queries import Entry, entries
from okoce.imports.enums import Choice, ImportState, Outcome, Sort, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.fields import fields_of
from okoce.imports.queries.judging import cells_of
from okoce.imports.queries.judging_members import place_words
from okoce.imports.queries.lists import Counts, Shown, reasons
from okoce.imports.queries.offices import OFFICERS
from okoce.imports.rules.cells import Cell, is_blank
from okoce.imports.web.forms import letter
from okoce.imports.web.texts import sentence, sentence_of_many
from okoce.members.queries import masked_nik
from okoce.stages.p4_licensing.enums import Office
from okoce.ui.formats import date_long, number, rupiah
from okoce.ui.presentation import language

TONES = {
    Verdict.NEW: "done",
    Verdict.CHANGED: "active",
    Verdict.SAME: "neutral",
    Verdict.DOUBTFUL: "waiting",
    Verdict.REJECTED: "refused",
}
NIK_DIGITS = 16


def frame(actor: Actor) -> dict[str, Any]:
    """What the frame of a desk needs: who is signed in, over what."""
    name, _dot, _roles = actor.label.partition(" · ")
    held = [item for item in actor.held if item.role in OFFICERS]
    scopes = [office_words(item.place_code) for item in held]
    return {
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held)),
        "desk_scope": ", ".join(dict.fromkeys(scopes)),
    }


def office_words(code: str) -> str:
    return _("seluruh program") if code == EVERYWHERE else place_words(code)


def about_words(imported: SheetImport) -> str:
    """What the rows of an import are about."""
    if imported.sort == Sort.PERMITS:
        assert imported.as_of is not None, "a list has its day"
        day = date_long(imported.as_of, language())
        return _("Daftar %(office)s per %(day)s") % {"office": Office(imported.source).label, "day": day}
    return _("Pendaftaran anggota") if imported.sort == Sort.MEMBERS else str(kind_of(imported.kind).label)


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason: at which cell ("C7", "Tanggal"), and what to do."""

    cell: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a list."""

    number: int
    name: str
    nik: str
    says: str
    before: str
    verdict: str
    tone: str
    choice: str
    is_open: bool
    outcome: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    label: str
    count: int
    url: str
    current: bool


def lines(imported: SheetImport, rows: Sequence[SheetRow]) -> list[RowLine]:
    """The rows of a page; the facts that they would change are read in a handful of queries."""
    labels = {field.name: field.label for field in fields_of(imported.sort, imported.kind)}
    changed = [row.fact_id for row in rows if row.fact_id and row.verdict in (Verdict.CHANGED, Verdict.DOUBTFUL)]
    known = entries(changed) if changed and imported.sort != Sort.MEMBERS else {}
    return [_line(imported, row, labels, known) for row in rows]


def _line(imported: SheetImport, row: SheetRow, labels: Mapping[str, str], known: Mapping[Any, Entry]) -> RowLine:
    cells, verdict = cells_of(row), Verdict(row.verdict)
    entry = known.get(row.fact_id) if row.fact_id != row.id else None
    taken = row.choice in (Choice.TAKE, Choice.TAKE_AS_NEW)
    return RowLine(
        number=row.number,
        name=at(cells, imported.columns.get("name")),
        nik=_masked(at(cells, imported.columns.get("nik"))),
        says=_says(imported, cells, labels),
        before=_before(entry) if entry and row.outcome == Outcome.NONE else "",
        verdict=str(verdict.label),
        tone=TONES.get(verdict, "neutral"),
        choice=str(Choice(row.choice).label) if taken or row.choice == Choice.LEAVE else "",
        is_open=row.outcome == Outcome.NONE and verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL),
        outcome=str(Outcome(row.outcome).label) if row.outcome != Outcome.NONE else "",
        problems=tuple(_problem(imported, row, reason, labels) for reason in row.reasons),
    )


def _problem(imported: SheetImport, row: SheetRow, reason: Mapping[str, Any], labels: Mapping[str, str]) -> Problem:
    params = {name: value for name, value in reason.items() if name not in ("code", "field")}
    field = str(reason.get("field", ""))
    column = imported.columns.get(field)
    cell = f"{letter(column)}{row.number}" if column is not None else ""
    return Problem(cell, labels.get(field, ""), sentence(str(reason["code"]), params))


def _says(imported: SheetImport, cells: Sequence[Cell], labels: Mapping[str, str]) -> str:
    """The mapped cells in words, but for who it is; a phone is left out."""
    shown = (
        f"{labels[name]}: {at(cells, column)}"
        for name, column in imported.columns.items()
        if name in labels and name not in ("nik", "name", "phone", "member", "consent", "contact") and at(cells, column)
    )
    return " · ".join(shown)


def _before(entry: Entry) -> str:
    """What the record says now."""
    held = entry.shown
    said = [f"{_('Tanggal')}: {date_long(held.occurred_on, language())}"]
    for item in measure_fields(entry.kind):
        value = held.measures.get(item.name)
        if value is None:
            continue
        words = (
            rupiah(int(value), language())
            if item.unit == "rupiah"
            else str(dict(getattr(item.type, "choices", ())).get(value, value))
        )
        said.append(f"{str(item.label).capitalize()}: {words}")
    return " · ".join(said)


def at(cells: Sequence[Cell], column: int | None) -> str:
    """A cell in words; empty where there is none."""
    cell = cells[column] if column is not None and column < len(cells) else ""
    if is_blank(cell):
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{cell}"
    return str(cell).strip()


def _masked(nik: str) -> str:
    digits = "".join(sign for sign in nik if sign.isdigit())
    return masked_nik(digits) if len(digits) == NIK_DIGITS else f"{nik[:6]}…" if len(nik) > 6 else nik


def filters(imported: SheetImport, found: Counts, shown: Shown) -> list[Filter]:
    """The verdicts as links with their counts; those without rows are left out."""
    links = [
        Filter(str(verdict.label), count, f"?{urlencode({'lihat': verdict.value})}", shown.verdict == verdict)
        for verdict in Verdict
        if (count := found.verdicts[verdict])
    ]
    if found.stays:
        stays = Outcome.STAYS
        links.append(Filter(str(stays.label), found.stays, f"?{urlencode({'lihat': stays.value})}", shown.verdict == stays))
    return links


def reason_filters(imported: SheetImport, shown: Shown) -> list[Filter]:
    """The reasons within a verdict as links."""
    if shown.verdict not in (Verdict.REJECTED, Verdict.DOUBTFUL):
        return []
    return [
        Filter(
            sentence_of_many(code),
            count,
            f"?{urlencode({'lihat': shown.verdict, 'alasan': code})}",
            shown.code == code,
        )
        for code, count in reasons(imported, shown.verdict)
    ]


def first_list(found: Counts, state: str) -> str:
    """The list that wants attention first."""
    order = (Verdict.DOUBTFUL, Verdict.NEW, Verdict.CHANGED, Verdict.REJECTED, Verdict.SAME, Verdict.OUTSIDE)
    waiting = next((verdict for verdict in order if found.undecided[verdict]), None)
    if state == ImportState.UNDONE and found.stays:
        return Outcome.STAYS.value
    return str(waiting or next((verdict for verdict in order if found.verdicts[verdict]), ""))


def how_many(count: int) -> str:
    return number(count, language())


def reasons_in_words(imported: SheetImport) -> dict[int, str]:
    """Row number to its reasons in one text, for rejected rows."""
    labels = {field.name: field.label for field in fields_of(imported.sort, imported.kind)}
    rejected = SheetRow.objects.filter(sheet_import=imported, verdict=Verdict.REJECTED).only("number", "reasons")
    return {row.number: " ".join(_told(_problem(imported, row, reason, labels)) for reason in row.reasons) for row in rejected}


def _told(problem: Problem) -> str:
    return f"{problem.field}: {problem.text}" if problem.field else problem.text
