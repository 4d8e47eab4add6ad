"""The packet's pages, for herself and at the counter: read and copy, fill in once, print."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import override

from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.services import fill_packet, keep_decision
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.packets import packet, packet_form
from okoce.stages.p4_licensing.web.roadmap.paper import paper


def show(request: HttpRequest, case: Case) -> HttpResponse:
    """All forms, filled as far as they can be, with a button to copy each line."""
    if case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    return render(request, "licensing/packet.html", {"case": case, "page": packet(case)})


def edit(request: HttpRequest, case: Case) -> HttpResponse:
    """Every field once. Only what was changed on this page is written."""
    if case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    form = packet_form(case, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            fill_packet(by=actor_of_request(request), person_id=case.person_id, given=form.given(), seen=form.seen())
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            return HttpResponseRedirect(case.url("packet"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "licensing/packet_edit.html", {"case": case, "form": form}, status=status)


def pdf(request: HttpRequest, case: Case) -> HttpResponse:
    """The packet on paper; the roadmap that it rests on is kept as it was."""
    if case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    if case.may_change:
        by = actor_of_request(request)
        keep_decision(by=by, person_id=case.person_id, occasion=Occasion.PRINTED, content=case.content, on=case.on)
    with override("id"):  # offices read Indonesian, whatever she reads
        content = paper(packet(case))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="berkas-izin.pdf"'
    return response
