"""The public figures: the newest frozen pack and nothing else."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds import queries
from okoce.evaluation.rounds.web.presentation.editions import finding
from okoce.evaluation.rounds.web.presentation.public import (
    every_cell,
    public_editions,
    public_restatement,
    public_rows,
    public_whys,
)
from okoce.evaluation.rounds.web.texts import stage_name
from okoce.progression.queries import approved_editions
from okoce.progression.rules import STAGES, Edition, decode_edition
from okoce.progression.web.sentences import edition_explanation, edition_title, gate_sentence

CSV_COLUMNS = (
    "pack", "as_of", "head", "synthetic", "place", "place_name", "edition", "indicator", "counts", "value", "state",
)  # fmt: skip


@open_to_all
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    pack = queries.latest_pack()
    if pack is None:
        return render(request, "rounds/public_empty.html")
    sheet = queries.sheet_of(pack)
    editions = public_editions(sheet)
    before = queries.pack(pack.number - 1)
    values = {
        "pack": pack,
        "sheet": sheet,
        "as_of": sheet.as_of,
        "fortnight": Fortnight(pack.fortnight),
        "finding": finding(sheet) if all(item.entrepreneurs is not None for item in editions) else "",
        "editions": editions,
        "short_names": ", ".join(item.short for item in editions),
        "whys": public_whys(sheet),
        "rows": public_rows(sheet),
        "restated": public_restatement(sheet, pack, queries.sheet_of(before) if before else None),
    }
    return render(request, "rounds/public.html", values)


@open_to_all
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What each edition asks, in words made from the rule itself: as the newest pack kept it, or as approved today."""
    pack = queries.latest_pack()
    if pack is not None:
        editions = tuple(decode_edition(pack.editions[code]) for code in pack.figures["order"])
    else:
        editions = approved_editions(queries.today())
    return render(request, "rounds/definitions.html", {"pack": pack, "editions": [_defined(item) for item in editions]})


def _defined(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition,
        "title": edition_title(edition),
        "explanation": edition_explanation(edition),
        "verified": edition.article != "article unverified",
        "strict": edition.order == "strict",
        "stages": [(stage_name(stage), gate_sentence(edition.stage(stage))) for stage in STAGES],
        "entrepreneur": gate_sentence(edition.counts_as_entrepreneur),
    }


@open_to_all
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same figures as a file: a hidden value is empty, and says so."""
    pack = queries.latest_pack()
    if pack is None:
        raise Http404
    sheet = queries.sheet_of(pack)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ok-oce-paket-{pack.number}.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    fixed = [pack.number, sheet.as_of.isoformat(), sheet.head, int(sheet.synthetic)]
    for cell in every_cell(sheet):
        value = "" if cell.value is None else cell.value
        place = [cell.place, sheet.name(cell.place), cell.edition, cell.indicator]
        writer.writerow([*fixed, *place, "persons ever, place now", value, cell.state])
    return response
