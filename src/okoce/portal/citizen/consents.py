"""Consents: one for each purpose, given and withdrawn by herself, with what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request
from okoce.members.enums import Purpose
from okoce.members.queries import Member
from okoce.members.services import set_consent
from okoce.portal.citizen.own import own_record

WITHOUT = {
    Purpose.PROGRAMME: _("Bila dicabut, kami berhenti mencatat kegiatan baru Anda. Catatan lama tetap ada."),
    Purpose.CONTACT: _("Bila dicabut, kami hanya mengirim kode masuk dan jawaban atas permintaan Anda sendiri."),
    Purpose.PARTNERS: _("Bila dicabut, bank dan mitra lain tidak diberi tahu bahwa Anda anggota."),
    Purpose.RESEARCH: _("Bila dicabut, data Anda tidak ikut dalam penelitian berikutnya."),
}


@dataclass(frozen=True, slots=True)
class ConsentLine:
    purpose: Purpose
    given_at: datetime | None
    without: str


@for_member
@never_cache
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    found = own_record(request)
    purpose = request.POST.get("purpose", "")
    if request.method == "POST" and purpose in Purpose:
        given = request.POST.get("given") == "1"
        set_consent(by=actor_of_request(request), person_id=found.person_id, purpose=Purpose(purpose), given=given)
        return redirect("portal:consents")
    return render(request, "portal/citizen/consents.html", {"member": found, "lines": consent_lines(found)})


def consent_lines(found: Member) -> list[ConsentLine]:
    return [ConsentLine(purpose, found.consents.get(purpose), str(WITHOUT[purpose])) for purpose in Purpose]
