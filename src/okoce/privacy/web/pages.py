"""What pages about requests are made of."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.fortnights import jakarta_date
from okoce.members.enums import Purpose
from okoce.members.queries import Member, member
from okoce.places.queries import refs
from okoce.privacy.enums import RequestKind, RequestState
from okoce.privacy.queries import Case
from okoce.privacy.queries.own import Keeping, would_be_kept
from okoce.privacy.rules import Clock
from okoce.privacy.web.texts import EXPLAINED, STOPS
from okoce.ui.enums import Tone

SLUGS = {
    "salinan": RequestKind.ACCESS,
    "perbaikan": RequestKind.CORRECTION,
    "izin": RequestKind.WITHDRAWAL,
    "hapus": RequestKind.ERASURE,
}
TITLES = {
    RequestKind.ACCESS: gettext_lazy("Minta salinan data saya"),
    RequestKind.CORRECTION: gettext_lazy("Perbaiki data yang salah"),
    RequestKind.WITHDRAWAL: gettext_lazy("Cabut izin"),
    RequestKind.ERASURE: gettext_lazy("Hapus data saya"),
}
TONES = {
    RequestState.OPEN: Tone.WAITING,
    RequestState.IN_WORK: Tone.ACTIVE,
    RequestState.DECIDED: Tone.WAITING,
    RequestState.ORDERED: Tone.ACTIVE,
    RequestState.ANSWERED: Tone.DONE,
    RequestState.REFUSED: Tone.REFUSED,
    RequestState.CANCELLED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the four things that she may ask."""

    slug: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A request as a list shows it."""

    case: Case
    tone: Tone
    clock: str
    is_urgent: bool
    name: str = ""
    place: str = ""


def choices() -> list[Choice]:
    return [Choice(slug, str(TITLES[kind]), str(EXPLAINED[kind])) for slug, kind in SLUGS.items()]


def kind_or_404(slug: str) -> RequestKind:
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]


def line(found: Case, *, name: str = "") -> Line:
    return Line(
        case=found,
        tone=TONES[found.state],
        clock=clock_words(found.clock),
        is_urgent=found.clock.code in ("late", "soon"),
        name=name,
        place=place_name(found.row.place_code),
    )


def clock_words(clock: Clock) -> str:
    """The clock in words: hours left, late, or whether the answer came in time."""
    if clock.code == "met":
        return _("dijawab tepat waktu")
    if clock.code == "missed":
        return _("dijawab terlambat")
    if clock.code == "late":
        late = -clock.hours_left
        return ngettext("terlambat %(n)d jam", "terlambat %(n)d jam", late) % {"n": late}
    if clock.hours_left == 0:
        return _("tinggal kurang dari satu jam")
    return ngettext("tinggal %(n)d jam", "tinggal %(n)d jam", clock.hours_left) % {"n": clock.hours_left}


def kept(found: Member) -> tuple[Keeping, ...]:
    """What the law keeps if she is erased today."""
    return would_be_kept(found.person_id, jakarta_date(timezone.now()))


def stops(purpose: str) -> str:
    return str(STOPS[Purpose(purpose)]) if purpose else ""


def own_or_404(actor: Actor) -> Member:
    """The record of the person who is signed in; 404 where it is closed."""
    found = member(actor.person_id) if actor.person_id is not None else None
    if found is None:
        raise Http404
    return found


def place_name(code: str) -> str:
    """A place as people call it."""
    known = refs().get(code)
    return known.name if known else code


def frame(actor: Actor) -> dict[str, Any]:
    """What the frame of every desk page needs: who is signed in and over what."""
    name, _dot, _roles = actor.label.partition(" · ")
    roles = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY, Role.ADMINISTRATOR)
    held = [item for item in actor.held if item.role in roles]
    scopes = [_("seluruh program") if item.place_code == EVERYWHERE else place_name(item.place_code) for item in held]
    return {
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held)),
        "desk_scope": ", ".join(dict.fromkeys(scopes)),
    }


def status_of(*forms: BaseForm) -> int:
    """422 where a form was refused, so that machines see it too."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200
