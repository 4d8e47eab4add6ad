"""What the desk's pages are given: the list's filters and counts, and one organisation with everything that may be done."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from okoce.accounts.queries import Actor
from okoce.accounts.web.requests import ActorRequest
from okoce.audit.queries import changes_of
from okoce.core.fortnights import jakarta_date
from okoce.partners import permissions, queries, rules
from okoce.partners.enums import OrganisationAction, OrganisationKind, OrganisationState
from okoce.partners.queries import Organisation, RepresentativeCard
from okoce.partners.services.organisations import SUBJECT
from okoce.partners.web.forms import AreasForm, ReasonForm, RepresentativeForm
from okoce.partners.web.texts import DONE, EFFECTS, HAPPENED, STANDING_TONES, STANDINGS, STATE_TONES, Refused, refused
from okoce.ui.components import Column, FilterWord, TimelineEntry
from okoce.ui.enums import Tone

Text = str | Promise
HISTORY = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A named action that the state and the rights of the actor allow. ``form`` asks for the reason where one is needed."""

    action: OrganisationAction
    effect: Text
    form: ReasonForm | None
    tried: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """Actions that the state allows and this actor may not take, with the reason that they share."""

    labels: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was tried and refused, so that the page keeps the input and says why."""

    refused: Refused | None = None
    action: str = ""
    reason: str = ""
    areas: AreasForm | None = None
    representative: RepresentativeForm | None = None


@dataclass(frozen=True, slots=True)
class StateLink:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class CardLine:
    card: RepresentativeCard
    standing: Text
    tone: Tone


def visible_or_404(actor: Actor, organisation_id: UUID) -> Organisation:
    """What lies outside of somebody's scope does not exist for her."""
    found = queries.organisation(organisation_id)
    if found is None or not permissions.may_see(actor, found):
        raise Http404
    return found


def list_values(actor: Actor, state: str, text: str) -> dict[str, object]:
    """Counts for each state, the filters in force, and whether the actor may enter a new organisation."""
    counts = queries.state_counts(actor)
    links = [StateLink(_("semua"), sum(item.count for item in counts), _query("", text), not state)]
    links += [StateLink(str(item.state.label), item.count, _query(item.state.value, text), state == item.state) for item in counts]
    words = []
    if state:
        words.append(FilterWord(_("Keadaan"), str(OrganisationState(state).label), _query("", text)))
    if text:
        words.append(FilterWord(_("Cari"), text, _query(state, "")))
    columns = [Column(label) for label in (_("Nama"), _("Nomor daftar"), _("Wilayah kerja"), _("Keadaan"), _("Sejak"))]
    may_enter = any(actor.places(*permissions.STEWARDS[kind]) for kind in OrganisationKind.values)
    return {"states": links, "words": words, "columns": columns, "may_enter": may_enter, "state": state}


def _query(state: str, text: str) -> str:
    return "?" + urlencode({name: value for name, value in (("keadaan", state), ("cari", text)) if value})


def organisation_response(
    request: ActorRequest, found: Organisation, *, attempt: Attempt | None = None, done: str = ""
) -> HttpResponse:
    """The page of one organisation; 409 or 422 when something was refused."""
    tried = attempt or Attempt()
    actor = request.actor
    areas = permissions.may_set_areas(actor, found, found.area_codes)
    accepts = permissions.may_set_accepts_members(actor, found)
    name = permissions.may_name_representative(actor, found)
    values = {
        "organisation": found,
        "kind": OrganisationKind(found.kind).label,
        "state": OrganisationState(found.state).label,
        "tone": STATE_TONES[OrganisationState(found.state)],
        "areas_form": (tried.areas or AreasForm(actor=actor, present=found.area_codes)) if areas else None,
        "may_accept": bool(accepts),
        "representative_form": (tried.representative or RepresentativeForm()) if name else None,
        "may_revoke": bool(permissions.may_revoke_representative(actor, found)),
        "cards": _card_lines(found),
        "history": _history(found),
        "refused": tried.refused,
        "done": DONE.get(done, ""),
    } | _offers(actor, found, tried)
    status = 200 if attempt is None else 409 if tried.refused else 422
    return render(request, "partners/desk_organisation.html", values, status=status)


def _offers(actor: Actor, found: Organisation, tried: Attempt) -> dict[str, object]:
    offers: list[Offer] = []
    closed: dict[Refused, list[str]] = {}
    for action in rules.TRANSITIONS[OrganisationState(found.state)]:
        decision = permissions.may_act(actor, found, action)
        if not decision:
            closed.setdefault(refused(decision), []).append(str(action.label))
            continue
        again = tried.action == action
        form = None
        if action in rules.NEEDS_REASON:
            form = ReasonForm(initial={"reason": tried.reason if again else ""}, auto_id=f"{action.value}_%s")
        offers.append(Offer(action, EFFECTS[action], form, again))
    return {"offers": offers, "closed": [Closed(" · ".join(labels), why) for why, labels in closed.items()]}


def _card_lines(found: Organisation) -> list[CardLine]:
    cards = queries.representatives_of(found.id, jakarta_date(timezone.now()))
    return [CardLine(card, STANDINGS[card.standing], STANDING_TONES[card.standing]) for card in cards]


def _history(found: Organisation) -> list[TimelineEntry]:
    return [
        TimelineEntry(on=change.changed_at, title=str(HAPPENED[change.verb]), detail=change.reason)
        for change in changes_of(SUBJECT, found.id)[:HISTORY]
    ]
