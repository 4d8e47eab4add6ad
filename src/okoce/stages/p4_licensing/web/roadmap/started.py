"""The list of roadmaps that were started, as the desk reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from okoce.facts.enums import Channel
from okoce.members.queries import members
from okoce.places.queries import refs
from okoce.stages.p4_licensing.queries.answers import Started
from okoce.stages.p4_licensing.rules import ClassRef
from okoce.stages.p4_licensing.web.roadmap.finding import class_words
from okoce.ui.components import Column


@dataclass(frozen=True, slots=True)
class StartedRow:
    person_id: UUID
    name: str
    place: str
    trade: str
    at: datetime
    channel: str


def columns() -> list[Column]:
    return [Column(_("Nama")), Column(_("Kelurahan")), Column(_("Usaha")), Column(_("Terakhir dijawab")), Column(_("Lewat"))]


def started_rows(found: Iterable[Started]) -> list[StartedRow]:
    """With names and places, in the same number of queries however many there are."""
    lines = list(found)
    people = members({line.person_id for line in lines})
    return [
        StartedRow(
            person_id=line.person_id,
            name=people[line.person_id].name,
            place=place.name if (place := refs().get(people[line.person_id].domicile)) else "",
            trade=words.name if (words := class_words(ClassRef.parse(line.kbli))) else line.kbli,
            at=line.at,
            channel=str(Channel(line.channel).label),
        )
        for line in lines
        if line.person_id in people
    ]
