"""Licence roadmaps of some members in Tebet: begun on a phone, gone on with at the counter, finished, and with papers filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.accounts.services import ensure_phone_account
from okoce.demo.partners import TEBET
from okoce.demo.requests import REQUESTS
from okoce.demo.staff import Staff
from okoce.members.enums import Purpose
from okoce.members.queries import Member, members, phone_of, visible_to
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.queries.content import current
from okoce.stages.p4_licensing.queries.effects import profiles
from okoce.stages.p4_licensing.services import fill_packet, keep_decision, save_answers

ROADMAPS: Final = 12
FIRST_ANSWERS: Final = 2
PACKET: Final[Mapping[str, str]] = {
    "business": "Dapur Contoh",
    "street": "Jalan Contoh 1 RT 01 RW 02, Tebet Timur",
    "workers": "2",
    "capital": "Rp3.000.000",
    "product": "Keripik singkong rasa balado",
    "composition": "singkong, minyak goreng, cabai, gula, garam",
    "packaging": "plastik standing pouch",
    "net": "100 gram",
    "shelf_life": "3 bulan pada suhu ruang",
    "process": "Singkong dikupas dan dicuci\nDiiris tipis\nDigoreng\nDibumbui\nDikemas",
}


def answer_for_some(staff: Staff, on: date) -> int:
    """How many roadmaps were begun; fewer where Tebet has fewer members. Every third is left half-way."""
    officer, people = staff.officers[TEBET], _people(staff.officers[TEBET])
    content = current(on)
    for number, (person, profile) in enumerate(zip(people, profiles(), strict=False)):
        given = profile.answers.saved()
        begun = dict(list(given.items())[:FIRST_ANSWERS])
        herself = _herself(person.person_id)
        save_answers(by=herself, person_id=person.person_id, given=begun, content=content)
        if number % 3 == 2:
            continue
        at_counter = number % 2 == 1
        by, occasion = (officer, Occasion.COUNTER) if at_counter else (herself, Occasion.FINISHED)
        save_answers(by=by, person_id=person.person_id, given=given, content=content)
        keep_decision(by=by, person_id=person.person_id, occasion=occasion, content=content, on=on)
        if number == 0:
            fill_packet(by=herself, person_id=person.person_id, given=PACKET, seen={})
    return len(people)


def _people(officer: Actor) -> list[Member]:
    """Members who take part and let the programme write down; those with a request about their data are left alone."""
    ids = list(visible_to(officer).order_by("created_at", "pk").values_list("pk", flat=True)[REQUESTS : REQUESTS + 4 * ROADMAPS])
    found = members(ids)
    open_ones = [found[each] for each in ids if each in found and found[each].is_open]
    return [each for each in open_ones if Purpose.PROGRAMME not in each.withdrawn][:ROADMAPS]


def _herself(person_id: UUID) -> Actor:
    """As she would from her own phone."""
    return Actor(ensure_phone_account(phone_of(person_id), is_synthetic=True), person_id=person_id)
