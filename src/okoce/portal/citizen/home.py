"""A member's home: where am I, what is done, the one next step, who helps."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_member
from okoce.core.fortnights import jakarta_date
from okoce.facts.queries import live_facts_of
from okoce.members.queries import Member
from okoce.portal.citizen.marks import stage_marks, step_of, unwanted_stages
from okoce.portal.citizen.own import own_record
from okoce.portal.citizen.supporters import Supporters, supporters_of
from okoce.portal.citizen.texts import StepWords, step_words
from okoce.portal.sentences import place_name
from okoce.progression.queries import Edition, current_edition, view_of
from okoce.progression.rules import read
from okoce.progression.web.sentences import edition_title
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.web.permits.pages import View, views_of
from okoce.ui.components import StageMark

LICENSING = 4
"""The stage whose next step is the licence roadmap."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page; ``step`` is None where nothing is open, ``marks`` empty without an enrolment; ``step_url``: where the
    step is done here."""

    member: Member
    place: str
    supporters: Supporters
    edition: Edition | None = None
    marks: tuple[StageMark, ...] = ()
    step: StepWords | None = None
    permits: tuple[View, ...] = ()
    step_url: str = ""

    @property
    def rule(self) -> str:
        """The title of the edition under which she is advised."""
        return "" if self.edition is None else edition_title(self.edition)


@for_member
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    found = own_record(request)
    return render(request, "portal/citizen/home.html", {"home": home_of(found), "member": found})


def home_of(found: Member) -> Home:
    """The home of a member, in the same number of queries whatever she has done."""
    place, supporters = place_name(found.domicile), supporters_of(found)
    permits = tuple(views_of(by_person(found.person_id)))
    if found.enrolment_id is None or not found.is_open:
        return Home(found, place, supporters, permits=permits)
    today = jakarta_date(timezone.now())
    edition = current_edition(today)
    facts = [fact for fact in live_facts_of(found.person_id, as_of=today) if fact.enrolment_id == found.enrolment_id]
    reading = read(edition, [view_of(fact) for fact in facts], today)
    unwanted = unwanted_stages(facts)
    step = step_of(reading, unwanted)
    marks = stage_marks(reading, facts, step, unwanted)
    words = step_words(step) if step is not None else None
    url = reverse("roadmap:own_map") if step is not None and step.stage == LICENSING else ""
    return Home(found, place, supporters, edition, marks, words, permits, url)
