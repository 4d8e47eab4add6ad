"""Published figures beside computed ones, and what the checks say of them. Open to all: nothing here was ever secret."""

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.evaluation.figures import queries
from okoce.evaluation.figures.web import presentation
from okoce.evaluation.figures.web.texts import definition_name
from okoce.evaluation.rounds.queries import position_now, today

FIRST = "P1"
CSV_COLUMNS = (
    "as_of", "date_basis", "definition", "measure", "area", "channel", "agency", "period", "value", "approximate",
    "computed_now", "computed_edition", "source", "note", "findings",
)  # fmt: skip


@open_to_all
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    known_on = _day(request.GET.get("diketahui", "")) or today()
    published = queries.figures_known(known_on)
    found = presentation.said(queries.findings(published))
    every = [*published, *queries.own_figures()]
    chosen = request.GET.get("ukuran", FIRST)
    counted = queries.counted()
    values = {
        "known_on": known_on,
        "is_today": known_on == today(),
        "contradictions": [one for one in found if one.severity == "contradiction"],
        "explained": [one for one in found if one.severity == "explain"],
        "total": len(published),
        "series": presentation.series(every),
        "chosen": chosen,
        "chosen_name": definition_name(chosen),
        "rows": presentation.rows((one for one in every if one.definition == chosen), found, counted),
        "counted": counted,
        "position": position_now(),
    }
    return render(request, "figures/history.html", values)


@open_to_all
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """All figures with their axes apart, what is counted now, and the codes of findings."""
    known_on = _day(request.GET.get("diketahui", "")) or today()
    published = queries.figures_known(known_on)
    found, counted = queries.findings(published), queries.counted()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ok-oce-angka-yang-pernah-diumumkan.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    for one in [*published, *queries.own_figures()]:
        axes, computed = one.axes, counted.at(one)
        codes = sorted({each.code for each in found if one in each.figures})
        writer.writerow([
            one.as_of, one.date_basis, one.definition, one.measure, axes.area, axes.channel, axes.agency, axes.period, one.value,
            int(one.says.low != one.says.high), "" if computed is None else computed, counted.edition, one.source, one.note_text,
            " ".join(codes),
        ])  # fmt: skip
    return response


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
