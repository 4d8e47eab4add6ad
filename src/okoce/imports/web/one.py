"""The page of one import: its columns, its progress, or its rows."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from okoce.accounts.queries import Actor, names_of
from okoce.accounts.web.requests import ActorRequest
from okoce.imports.enums import ImportState, Sort
from okoce.imports.models import SheetImport
from okoce.imports.queries.files import content_of
from okoce.imports.queries.lists import Shown, counts, found, progress, rows, same_file, tally_of
from okoce.imports.queries.mapping import proposal
from okoce.imports.web.forms import ColumnsForm, letter
from okoce.imports.web.presentation import about_words, at, filters, first_list, frame, lines, office_words, reason_filters
from okoce.imports.web.texts import sentence

A_PAGE = 50
HEADER_CHOICES = 12


def found_or_404(actor: Actor, import_id: UUID) -> SheetImport:
    """What another office uploaded does not exist for her."""
    imported = found(actor, import_id)
    if imported is None:
        raise Http404
    return imported


def page_response(
    request: ActorRequest,
    imported: SheetImport,
    *,
    refused: str = "",
    form: ColumnsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as the state asks for it; with what was refused, if something was."""
    state = ImportState(imported.state)
    people = names_of([user for user in (imported.uploaded_by, imported.stored_by, imported.undone_by) if user])
    values: dict[str, Any] = {
        **frame(request.actor),
        "imported": imported,
        "about": about_words(imported),
        "office": office_words(imported.office),
        "state": state.label,
        "tally": tally_of(imported),
        "refused": refused,
        "fault": _fault(imported),
        "uploader": people.get(imported.uploaded_by, ""),
        "undoer": people.get(imported.undone_by, "") if imported.undone_by else "",
        "earlier": same_file(imported) if state in (ImportState.UPLOADED, ImportState.CHECKED) else None,
    }
    if state in (ImportState.UPLOADED, ImportState.FAILED) or (state == ImportState.CHECKED and "kolom" in request.GET):
        values |= _columns(request, imported, form)
        return render(request, "imports/columns.html", values, status=status)
    if state in (ImportState.READING, ImportState.STORING, ImportState.UNDOING):
        return render(request, "imports/progress.html", {**values, "done": progress(imported)}, status=status)
    return render(request, "imports/rows.html", {**values, **_rows(request, imported)}, status=status)


def _fault(imported: SheetImport) -> str:
    if not imported.fault:
        return ""
    return sentence(str(imported.fault["code"]), {name: value for name, value in imported.fault.items() if name != "code"})


def _columns(request: ActorRequest, imported: SheetImport, form: ColumnsForm | None) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    row = asked.get("header_row" if request.method == "POST" else "baris", "")
    offered = proposal(
        imported, asked.get("sheet" if request.method == "POST" else "lembar", ""), int(row) if row.isdecimal() else None
    )
    if offered is None:
        return {"gone": True}
    width = max((len(item.cells) for item in offered.rows), default=0)
    preview = [
        (item.number, [at(item.cells, column)[:30] for column in range(len(item.cells))]) for item in offered.rows[:HEADER_CHOICES]
    ]
    return {
        "offered": offered,
        "form": form or ColumnsForm(sort=imported.sort, kind=imported.kind, proposal=offered),
        "letters": [letter(index) for index in range(width)],
        "preview": [(number, cells, number == offered.header_row) for number, cells in preview],
        "needs_consent": imported.sort == Sort.MEMBERS,
    }


def _rows(request: ActorRequest, imported: SheetImport) -> dict[str, Any]:
    numbers = counts(imported)
    shown = Shown(request.GET.get("lihat", "") or first_list(numbers, imported.state), request.GET.get("alasan", ""))
    page = Paginator(rows(imported, shown), A_PAGE).get_page(request.GET.get("halaman"))
    listed = lines(imported, list(page))
    decidable = imported.state in (ImportState.CHECKED, ImportState.STORED)
    return {
        "counts": numbers,
        "filters": filters(imported, numbers, shown),
        "reason_filters": reason_filters(imported, shown),
        "shown": shown,
        "page": page,
        "lines": listed,
        "may_choose": decidable and any(line.is_open for line in listed),
        "is_fact": imported.sort == Sort.FACTS,
        "sure": numbers.undecided["new"] + numbers.undecided["changed"] if decidable else 0,
        "may_undo": imported.state == ImportState.STORED and imported.rows_stored > 0,
        "has_file": content_of(imported.id) is not None if imported.rows_rejected else False,
        "decidable": decidable,
        "may_match": imported.sort == Sort.PERMITS and imported.state == ImportState.CHECKED and not numbers.taken,
    }
