"""Whose roadmap a page shows: a visitor's, whose answers travel in the address; her own; or a member's at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_opening
from okoce.classifications.queries import exists
from okoce.core.fortnights import jakarta_date
from okoce.members.queries import Member, member
from okoce.stages.p4_licensing.permissions import may_report, may_see
from okoce.stages.p4_licensing.queries.answers import answers_of
from okoce.stages.p4_licensing.queries.content import current
from okoce.stages.p4_licensing.rules import Answers, Content, UnknownAnswerError
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, FIRST, LATER

SKIPPED, ASKED, WORDS = "lewati", "dari", "cari"
VISITOR, OWN, DESK = "", "own_", "desk_"
LAYOUTS: Final = {VISITOR: "licensing/visitor.html", OWN: "licensing/own.html", DESK: "licensing/desk.html"}


@dataclass(frozen=True, slots=True)
class Case:
    """The answers of somebody, and the addresses of her pages. `skipped`: questions that are left open for now."""

    side: str
    answers: Answers
    skipped: tuple[str, ...]
    content: Content
    on: date
    member: Member | None = None
    may_change: bool = True

    @property
    def layout(self) -> str:
        return LAYOUTS[self.side]

    @property
    def kept(self) -> bool:
        """The answers are saved; else they travel in the address."""
        return self.member is not None

    @property
    def at_counter(self) -> bool:
        return self.side == DESK

    @property
    def person_id(self) -> UUID:
        if self.member is None:
            raise Http404
        return self.member.person_id

    @property
    def business_id(self) -> UUID:
        if self.member is None or self.member.business_id is None:
            raise Http404
        return self.member.business_id

    def carried(self, **other: str) -> dict[str, str]:
        """What the address carries, with some of it set to something else (or left out, where it is empty)."""
        own = {} if self.kept else self.answers.saved()
        found = own | ({SKIPPED: " ".join(self.skipped)} if self.skipped else {}) | other
        return {name: value for name, value in found.items() if value}

    def url(self, page: str, *args: object, **query: str) -> str:
        """The address of one of her pages."""
        before = (self.person_id,) if self.at_counter else ()
        carried = urlencode(self.carried(**query), safe=":")
        return reverse(f"roadmap:{self.side}{page}", args=(*before, *args)) + (f"?{carried}" if carried else "")

    @property
    def links(self) -> dict[str, str]:
        """Addresses that templates name: pages of hers that take nothing but the answers."""
        pages = ("map", "start", "missing") + (("packet", "packet_edit", "packet_pdf", "history") if self.kept else ("save",))
        found = {page: self.url(page) for page in pages}
        found |= {f"{page}_form": self.url(page).partition("?")[0] for page in ("start", "missing")}
        return found | ({"class": self.url("question", CLASS)} if self.kept else {})

    def skip(self, question: str) -> str:
        """The address on which a question is left open for now."""
        return self.url("ask", **{SKIPPED: " ".join(dict.fromkeys((*self.skipped, question)))})

    def answered(self, question: str, value: str) -> Case:
        """The same case with one more answer."""
        return Case(
            self.side, self.answers.answered(question, value), self.skipped, self.content, self.on, self.member, self.may_change
        )


def today() -> date:
    return jakarta_date(timezone.now())


def visitor_case(request: HttpRequest) -> Case:
    """Anybody: what stands in the address, as far as the vocabulary knows it."""
    on = today()
    return Case(VISITOR, answers_in(request.GET), _skipped(request), current(on), on)


def own_case(request: HttpRequest) -> Case:
    """Her own saved answers. The view is marked ``for_member``; 404 where the record is gone."""
    person_id = actor_of_request(request).person_id
    found = member(person_id) if person_id is not None else None
    if found is None:
        raise Http404
    return _kept(request, found, OWN)


def desk_case(request: HttpRequest, person_id: UUID, surface: str) -> Case:
    """A member's answers at the counter, within the officer's scope, else 404; one line in the member's trail."""
    actor, found = actor_of_request(request), member(person_id)
    if found is None or actor.user_id is None or actor.person_id == person_id or not may_see(actor, found):
        raise Http404
    log_opening(by=actor.user_id, label=actor.label, person_id=person_id, surface=surface)
    return _kept(request, found, DESK)


def _kept(request: HttpRequest, found: Member, side: str) -> Case:
    on, may = today(), may_report(actor_of_request(request), found).allowed
    answers = answers_of(found.business_id) if found.business_id is not None else Answers()
    return Case(side, answers, _skipped(request), current(on), on, found, may)


def answers_in(query: QueryDict | Mapping[str, str]) -> Answers:
    """Answers of an address: what is not in the vocabulary, or no class, is passed over."""
    answers = Answers()
    for question in (*FIRST, *LATER):
        value = query.get(question, "")
        try:
            taken = answers.answered(question, value) if value else answers
        except UnknownAnswerError:
            continue
        if question == CLASS and taken.kbli is not None and not exists(*taken.kbli):
            continue
        answers = taken
    return answers


def _skipped(request: HttpRequest) -> tuple[str, ...]:
    return tuple(each for each in request.GET.get(SKIPPED, "").split() if each in (*FIRST, *LATER) and each != CLASS)
