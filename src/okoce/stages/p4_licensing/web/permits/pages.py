"""What the pages of permits are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_opening
from okoce.core.decisions import NotAllowed
from okoce.members.queries import Member, member, members
from okoce.places.queries import kecamatan_choices, kelurahan_choices, refs
from okoce.stages.p4_licensing.enums import PermitState
from okoce.stages.p4_licensing.permissions import OFFICERS, may_see, may_watch
from okoce.stages.p4_licensing.queries.permits import PermitLine, Rows, by_number, lines, permit
from okoce.stages.p4_licensing.queries.renewing import renewal_rules
from okoce.stages.p4_licensing.rules.expiry import RenewalRules
from okoce.stages.p4_licensing.rules.formats import Number, pirt_year_differs, read
from okoce.stages.p4_licensing.web.permits.texts import (
    STANDING_TONES,
    STANDINGS,
    STATE_TONES,
    part_words,
    step_words,
    warnings_of,
)
from okoce.ui.enums import Tone
from okoce.ui.presentation import today

PER_PAGE = 50
ROLES = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY, Role.MENTOR, Role.EVALUATOR)


@dataclass(frozen=True, slots=True)
class View:
    """A permit in words. ``standing`` is empty where its end says nothing (refuted); ``name``, ``place``: its holder, on desks."""

    line: PermitLine
    title: str
    state: str
    tone: Tone
    standing: str
    standing_tone: Tone
    step: str
    name: str = ""
    place: str = ""


def view_of(line: PermitLine, rules: RenewalRules, on: date, *, holder: Member | None = None) -> View:
    stands, label = line.stands(on, rules), str(line.licence.label)
    shown = "" if line.state == PermitState.REFUTED else str(STANDINGS[stands])
    return View(
        line=line,
        title=label[:1].upper() + label[1:],
        state=str(line.state.label),
        tone=STATE_TONES[line.state.value],
        standing=shown,
        standing_tone=STANDING_TONES[stands],
        step=step_words(line.next_step(on, rules), line.window(rules)),
        name=holder.name if holder is not None else "",
        place=place_name(holder.domicile) if holder is not None else "",
    )


def views_of(found: Iterable[PermitLine]) -> list[View]:
    """Permits of one person: what stands, what was refuted last."""
    ordered = sorted(found, key=lambda line: (line.state == PermitState.REFUTED, line.is_renewed, line.valid_until or date.max))
    if not ordered:
        return []
    on = today()
    rules = renewal_rules(on)
    return [view_of(line, rules, on) for line in ordered]


def with_names(found: Sequence[PermitLine]) -> list[View]:
    """Lines of a list with their holders, in the same number of queries however many there are."""
    if not found:
        return []
    on = today()
    rules, holders = renewal_rules(on), members({line.person_id for line in found})
    return [view_of(line, rules, on, holder=holders.get(line.person_id)) for line in found]


def page_of(rows: Rows, request: HttpRequest) -> tuple[Any, list[View]]:
    """One page of a list, and its lines with names."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    ids = [row.id for row in page.object_list]
    order = {permit_id: place for place, permit_id in enumerate(ids)}
    found = sorted(lines(rows.model.objects.filter(id__in=ids)), key=lambda line: order[line.id])
    return page, with_names(found)


def details_of(line: PermitLine) -> dict[str, Any]:
    """What the number says, and what deserves a second look."""
    number = reading_of(line)
    if number is None:
        return {"parts": [], "warnings": []}
    differs = pirt_year_differs(number, line.valid_until)
    return {"parts": [part_words(part) for part in number.parts], "warnings": warnings_of(number, differs)}


def reading_of(line: PermitLine) -> Number | None:
    """The number read again; None for old texts that are none."""
    try:
        return read(line.licence, line.number)
    except NotAllowed:
        return None


def own_or_404(request: HttpRequest) -> Member:
    """Her own record; the view is marked for members."""
    person_id = actor_of_request(request).person_id
    found = member(person_id) if person_id is not None else None
    if found is None:
        raise Http404
    return found


def own_permit_or_404(request: HttpRequest, permit_id: UUID) -> PermitLine:
    """Her own permit; somebody else's is 404, as if it did not exist."""
    found = permit(permit_id)
    if found is None or found.person_id != actor_of_request(request).person_id:
        raise Http404
    return found


def seen_or_404(request: HttpRequest, person_id: UUID, surface: str = "") -> Member:
    """A member within the reader's scope, with one line in the trail where the page shows her data."""
    actor, found = actor_of_request(request), member(person_id)
    if found is None or not may_see(actor, found) or actor.person_id == person_id:
        raise Http404
    if surface and actor.user_id is not None and request.method in ("GET", "HEAD"):
        log_opening(by=actor.user_id, label=actor.label, person_id=person_id, surface=surface)
    return found


def permit_or_404(request: HttpRequest, permit_id: UUID, surface: str = "permit") -> tuple[PermitLine, Member]:
    """A permit of somebody within the scope, with its holder."""
    found = permit(permit_id)
    if found is None:
        raise Http404
    return found, seen_or_404(request, found.person_id, surface)


def others_with(line: PermitLine, actor: Actor) -> list[tuple[str, str, UUID | None]]:
    """Other members with the same number: name and link within the scope, elsewhere only the kecamatan."""
    found = [other for other in by_number(line.licence, line.number) if other.person_id != line.person_id]
    holders = members({other.person_id for other in found if other.state != PermitState.REFUTED})
    return [
        (holder.name, place_name(holder.domicile), other.id)
        if may_see(actor, holder)
        else (_("anggota di luar wilayah Anda"), kecamatan_name(holder.domicile), None)
        for other in found
        if (holder := holders.get(other.person_id)) is not None
    ]


def places_of(actor: Actor, *roles: str) -> list[tuple[str, str]]:
    """Kecamatan below a city or everywhere, kelurahan below a kecamatan: what a list can be narrowed to."""
    found: dict[str, str] = {}
    for scope in actor.places(*roles):
        groups = (
            kecamatan_choices() if scope == EVERYWHERE else kecamatan_choices(scope) if len(scope) < 8 else kelurahan_choices(scope)
        )
        found |= {code: name for _group, choices in groups for code, name in choices}
    return sorted(found.items(), key=lambda item: item[1]) if len(found) > 1 else []


def place_name(code: str) -> str:
    """A kelurahan with its kecamatan, anything larger alone."""
    known = refs().get(code)
    if known is None:
        return code
    return f"{known.name}, {known.kecamatan_name}" if known.kecamatan_name and known.kecamatan_name != known.name else known.name


def kecamatan_name(code: str) -> str:
    known = refs().get(code)
    return (known.kecamatan_name or known.name) if known is not None else code


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every desk page needs: who is signed in and over what."""
    actor = actor_of_request(request)
    name, _dot, _roles = actor.label.partition(" · ")
    held = [item for item in actor.held if item.role in ROLES and item.org_id is None]
    scopes = [_("seluruh program") if item.place_code == EVERYWHERE else place_name(item.place_code) for item in held]
    return {
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held)),
        "desk_scope": ", ".join(dict.fromkeys(scopes)),
        "sees_waiting": actor.has(*OFFICERS),
        "sees_times": may_watch(actor).allowed,
    }


def status_of(*forms: BaseForm) -> int:
    """422 where a form was refused, so that machines see it too."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200
