""" "Is this person really from OK OCE?": one answer to a number or name that somebody was shown."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Prefetch
from django.db.models.lookups import GreaterThanOrEqual

from okoce.partners import models, rules
from okoce.partners.enums import CheckAnswer, OrganisationKind, OrganisationState, PersonAnswer
from okoce.partners.queries.centres import CentreCard, centre_of
from okoce.partners.queries.organisations import (
    CommunityCard,
    Organisation,
    RepresentativeCard,
    by_register_number,
    card_of,
    organisation_of,
    representative_of,
    representatives_of,
    with_areas,
)

LOOK_ALIKES = 3
LIKENESS = 0.4
"""Names at least this alike are shown as "did you mean": an impostor's letter often bears a name close to a true one."""


@dataclass(frozen=True, slots=True)
class Check:
    """The answer, whom it is about, and where to ask or to report."""

    answer: CheckAnswer
    organisation: Organisation | None = None
    card: RepresentativeCard | None = None
    person: PersonAnswer = PersonAnswer.NOT_ASKED
    centre: CentreCard | None = None
    look_alikes: tuple[CommunityCard, ...] = ()


def check(text: str, *, on: date, person: str = "", place_code: str = "") -> Check:
    """Look a card number, a register number or an organisation's name up, in this order. ``person`` is the name of whoever
    shows it; ``place_code`` says where it happened, so that the answer can name the centre there."""
    card = _card(text, on)
    found = card[0] if card else by_register_number(text) or _by_name(text)
    where = centre_of(place_code) if place_code else None
    if found is None:
        return Check(CheckAnswer.NOT_FOUND, centre=where, look_alikes=_look_alikes(text))
    where = where or centre_near(found)
    shown = card[1] if card else _named(found, person, on)
    if card and found.is_verified and not card[1].is_valid:
        return Check(CheckAnswer.CARD_NOT_VALID, found, shown, _person(person, card[1]), where)
    return Check(CheckAnswer(found.state), found, shown, _person(person, shown), where)


def _card(text: str, on: date) -> tuple[Organisation, RepresentativeCard] | None:
    key = rules.number_key(text)
    areas = Prefetch("organisation__areas", models.OrganisationArea.objects.order_by("place_code"))
    rows = models.Representative.objects.filter(card_key=key).select_related("organisation").prefetch_related(areas)
    row = rows.first() if key else None
    return (organisation_of(row.organisation), representative_of(row, on)) if row is not None else None


def _by_name(text: str) -> Organisation | None:
    """An organisation of exactly this name, but for case and punctuation. Of several the one that acts today answers."""
    words = rules.name_words(text)
    if not words:
        return None
    # Compared here and not in the database: a name with a dash, an accent or another space is still the same name.
    names = models.Organisation.objects.values_list("id", "name")
    ids = [organisation_id for organisation_id, name in names if rules.name_words(name) == words]
    rows = with_areas(models.Organisation.objects.filter(id__in=ids)).order_by("name", "id") if ids else ()
    same = [organisation_of(row) for row in rows]
    return next((item for item in same if item.is_verified), same[0] if same else None)


def _named(organisation: Organisation, person: str, on: date) -> RepresentativeCard | None:
    """The valid card of the person by that name; cards that no longer hold stay unsaid to whoever only knows a name."""
    if not person.strip():
        return None
    named = (card for card in representatives_of(organisation.id, on) if card.is_valid)
    return next((card for card in named if rules.same_person(person, card.name)), None)


def _person(asked: str, card: RepresentativeCard | None) -> PersonAnswer:
    if not asked.strip():
        return PersonAnswer.NOT_ASKED
    same = card is not None and rules.same_person(asked, card.name)
    return PersonAnswer.NAMED if same else PersonAnswer.NOT_NAMED


def centre_near(organisation: Organisation) -> CentreCard | None:
    """The centre to ask about an organisation: that of the kecamatan where the organisation works, where it is one kecamatan."""
    kecamatan = {code[:8] for code in organisation.area_codes if len(code) >= 8}
    return centre_of(min(kecamatan)) if len(kecamatan) == 1 else None


def _look_alikes(text: str) -> tuple[CommunityCard, ...]:
    if not rules.name_words(text):
        return ()
    rows = models.Organisation.objects.filter(
        kind=OrganisationKind.COMMUNITY, state=OrganisationState.VERIFIED, verified_on__isnull=False
    )
    likeness = TrigramSimilarity("name", text)
    alike = with_areas(rows.filter(GreaterThanOrEqual(likeness, LIKENESS)))
    return tuple(card_of(row) for row in alike.order_by(likeness.desc(), "name")[:LOOK_ALIKES])
