"""What the views of the desk share: the page of one request, what an officer did on it, totals, what an erasure left."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, names_of
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_opening
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.members.queries import member, members
from okoce.privacy import services
from okoce.privacy.enums import Refusal, RequestKind, RequestState
from okoce.privacy.permissions import may_open_retained, may_order, may_work_on
from okoce.privacy.queries import Case, case, overview
from okoce.privacy.queries.own import gone, would_be_kept
from okoce.privacy.queries.requests import everywhere, visible
from okoce.privacy.rules import may_move
from okoce.privacy.web.forms import AnswerForm, PlainForm, ReasonForm, RefuseForm
from okoce.privacy.web.pages import TITLES, Line, frame, line, place_name, status_of, stops
from okoce.privacy.web.texts import sentence
from okoce.ui.components import Column

DONE = {
    "take": gettext_lazy("Anda mengerjakan permintaan ini. Pemohon sudah diberi tahu."),
    "answer": gettext_lazy("Jawaban sudah dikirim ke HP pemohon dan tercatat atas nama Anda."),
    "refuse": gettext_lazy("Alasan dan langkah berikutnya sudah dikirim ke HP pemohon."),
    "decide": gettext_lazy("Anda menyetujui penghapusan. Petugas kota memeriksa dan memerintahkannya."),
    "send_back": gettext_lazy("Permintaan kembali ke petugas pertama."),
    "order": gettext_lazy("Penghapusan diperintahkan. Data orang ini sedang dihapus; bukti nomornya tetap ada."),
}


def seen(request: HttpRequest, data_request_id: UUID) -> Case:
    """A request of the officer's place; somebody else's is 404. Opening one is opening the person's data, and is logged."""
    actor, found = actor_of_request(request), case(data_request_id)
    if found is None or not may_work_on(actor, found.row):
        raise Http404
    if request.method in ("GET", "HEAD") and actor.user_id is not None and member(found.row.person_id) is not None:
        log_opening(by=actor.user_id, label=actor.label, person_id=found.row.person_id, surface="data_request")
    return found


def with_names(cases: Sequence[Case]) -> list[Line]:
    """Lines of a list with names, in the same number of queries however many there are."""
    found = members({item.row.person_id for item in cases})
    gone_now = _("data dihapus")
    return [line(item, name=found[item.row.person_id].name if item.row.person_id in found else gone_now) for item in cases]


def acted(request: HttpRequest, found: Case) -> HttpResponse:
    """Do what the button says; a refusal stands beside the field or above the page."""
    action, actor = request.POST.get("action", ""), actor_of_request(request)
    answer, refuse = AnswerForm(None, about=found.field), RefuseForm(None)
    if action == "answer":
        answer = AnswerForm(request.POST, about=found.field)
    if action == "refuse":
        refuse = RefuseForm(request.POST)
    used: PlainForm | None = {"answer": answer, "refuse": refuse}.get(action)
    work = _work(actor, found.row.id, action, answer, refuse)
    if work is None or (used is not None and not used.is_valid()):
        return case_page(request, found, answer=answer, refuse=refuse)
    try:
        work()
    except NotAllowed as refused:
        if used is None:
            return case_page(request, found, refused=sentence(refused.decision.reasons[0]))
        used.refuse(refused.decision)
        return case_page(request, found, answer=answer, refuse=refuse)
    messages.success(request, str(DONE[action]))
    return redirect("privacy:requests" if action == "order" else request.path)


def _work(actor: Actor, request_id: UUID, action: str, answer: AnswerForm, refuse: RefuseForm) -> Callable[[], object] | None:
    works: dict[str, Callable[[], object]] = {
        "take": lambda: services.take(by=actor, request_id=request_id),
        "answer": lambda: services.answer(
            by=actor, request_id=request_id, text=answer.cleaned_data["text"], corrected=answer.corrected()
        ),
        "refuse": lambda: services.refuse(
            by=actor,
            request_id=request_id,
            reason=Refusal(refuse.cleaned_data["reason"]),
            text=refuse.cleaned_data["text"],
        ),
        "decide": lambda: services.decide_erasure(by=actor, request_id=request_id),
        "send_back": lambda: services.send_back(by=actor, request_id=request_id),
        "order": lambda: services.order_erasure(by=actor, request_id=request_id),
    }
    return works.get(action)


def case_page(
    request: HttpRequest,
    found: Case,
    *,
    answer: AnswerForm | None = None,
    refuse: RefuseForm | None = None,
    reason: ReasonForm | None = None,
    refused: str = "",
) -> HttpResponse:
    """One request with what can be done now."""
    actor, row = actor_of_request(request), found.row
    answer, refuse = answer or AnswerForm(None, about=found.field), refuse or RefuseForm(None)
    reason = reason or ReasonForm()
    values: dict[str, Any] = {
        **frame(actor),
        "case": found,
        "line": line(found),
        "title": TITLES[found.kind],
        "member": member(row.person_id),
        "names": names_of([who for who in (row.taken_by, row.decided_by, row.ordered_by, row.ended_by) if who is not None]),
        "answer": answer,
        "refuse": refuse,
        "reason": reason,
        "refused": refused,
        "stops": stops(row.purpose),
        **_possible(actor, found),
    }
    status = 409 if refused else status_of(answer, refuse, reason)
    return render(request, "privacy/desk_request.html", values, status=status)


def _possible(actor: Actor, found: Case) -> dict[str, Any]:
    """What this officer can do with the request as it is, and why not where she cannot."""
    kind, state = found.kind, found.state
    may = may_order(actor, found.row) if state == RequestState.DECIDED else None
    is_erasure = kind == RequestKind.ERASURE
    return {
        "can_take": may_move(kind, state, RequestState.IN_WORK).allowed and state == RequestState.OPEN,
        "can_answer": kind != RequestKind.ACCESS and may_move(kind, state, RequestState.ANSWERED).allowed and not is_erasure,
        "can_refuse": may_move(kind, state, RequestState.REFUSED).allowed,
        "can_decide": may_move(kind, state, RequestState.DECIDED).allowed,
        "can_hand_over": kind == RequestKind.ACCESS and state not in (RequestState.REFUSED, RequestState.CANCELLED),
        "can_order": may is not None and may.allowed,
        "why_not_order": sentence(may.reasons[0]) if may is not None and not may.allowed else "",
        "kept": would_be_kept(found.row.person_id, jakarta_date(timezone.now())) if is_erasure and found.is_running else (),
    }


def overview_page(request: HttpRequest) -> HttpResponse:
    """How the duty stands: totals without a name, over the officer's city or, for administrators, the whole programme."""
    actor = actor_of_request(request)
    rows = everywhere() if actor.has(Role.ADMINISTRATOR) else visible(actor)
    kinds = overview(rows)
    labels = (_("Berjalan"), _("Hampir habis waktu"), _("Terlambat"), _("Dijawab tepat waktu"), _("Dijawab terlambat"))
    columns = [Column(_("Permintaan")), *(Column(label, numeric=True) for label in labels)]
    values: dict[str, Any] = {
        "columns": columns,
        "kinds": kinds,
        "late": sum(item.late for item in kinds),
        "now": timezone.now(),
        "is_officer": actor.has(Role.CITY),
    }
    return render(request, "privacy/overview.html", {**frame(actor), **values})


def retained_page(
    request: HttpRequest, person_id: UUID, form: ReasonForm, opened: dict[str, object] | None, refusal: str
) -> HttpResponse:
    """The page of somebody who is gone, for the office of her place."""
    actor, left = actor_of_request(request), gone(person_id)
    if left is None or not (may_open_retained(actor, left.place_code) or actor.over(left.place_code, (Role.KECAMATAN,))):
        raise Http404
    values = {
        **frame(actor),
        "gone": left,
        "place": place_name(left.place_code),
        "form": form,
        "opened": opened,
        "refused": refusal,
        "may_open": may_open_retained(actor, left.place_code).allowed,
    }
    return render(request, "privacy/erased.html", values, status=409 if refusal else status_of(form))
