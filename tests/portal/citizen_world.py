"""What tests of citizens' pages start from: the form as a browser sends it, communities, members, pages as they are read."""

import gzip
import re
from datetime import date, time, timedelta
from typing import Any, Protocol, cast
from uuid import UUID

from django.test import Client
from lxml import html

from okoce.accounts.queries import NOBODY
from okoce.core.ids import new_id
from okoce.facts.enums import Grade
from okoce.members.queries import Member, phone_of
from okoce.partners.models import Centre, OpeningHours, OrganisationArea
from okoce.partners.queries import forget
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.services import Receipt, settle_due, submit
from tests.world import (
    KECAMATAN,
    KELURAHAN,
    make_fact,
    make_organisation,
    make_submission,
    nik,
    phone_account,
    record,
    sign_in,
    today,
)

NIK, PHONE, E164 = nik(1), "0812 3456 7890", "+6281234567890"
NAME = "Siti Aminah"
FORM = {
    "name": NAME,
    "nik": NIK,
    "phone": PHONE,
    "place": KELURAHAN,
    "business": "keripik tempe",
    "entry_status": "trading",
    "community": "",
    "referral": "kader",
    "consents": ["programme"],
}
FIRST_VIEW = 14 * 1024


class Answer(Protocol):
    """An answer of Django's test client."""

    @property
    def content(self) -> bytes: ...


def filled(**changes: object) -> dict[str, Any]:
    """The form of registration; ``None`` leaves a field out, as a browser does with an unticked box."""
    fields = {"form_id": str(new_id()), **FORM, **changes}
    return {name: value for name, value in fields.items() if value is not None}


def claim_filled(**changes: object) -> dict[str, Any]:
    wanted = {"form_id": str(new_id()), **{name: FORM[name] for name in ("name", "nik", "phone", "place")}}
    return {**wanted, **changes}


def registered(n: int = 1, **changes: Any) -> tuple[Receipt, Member]:
    """A registration that was settled, and the member it led to."""
    receipt = submit(by=NOBODY, submission=make_submission(n, **changes))
    settle_all()
    person_id = Registration.objects.get(receipt=receipt.number).person_id
    assert person_id is not None
    return receipt, record(person_id)


def settle_all() -> None:
    while settle_due():
        pass


def community(name: str = "Komunitas Tebet Berkarya", area: str = KECAMATAN, **changes: Any) -> UUID:
    row = make_organisation(name, **changes)
    OrganisationArea.objects.create(organisation=row, place_code=area)
    forget()
    return row.id


def centre(place_code: str = KECAMATAN) -> None:
    """A centre that opens on working days from 8 to 15."""
    row = Centre.objects.create(place_code=place_code, name="Pusat Kewirausahaan Tebet", address="Jl. Tebet Timur Dalam No. 1")
    OpeningHours.objects.bulk_create(
        [OpeningHours(centre=row, weekday=day, opens_at=time(8), closes_at=time(15)) for day in range(1, 6)]
    )


def happened(found: Member, kind: str, days_ago: int = 1, grade: Grade = Grade.CONFIRMED, **measures: object) -> UUID:
    """A fact about a member, some days ago."""
    return make_fact(found, kind, occurred_on=ago(days_ago), grade=grade, measures=measures)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def signed_in_as(found: Member, language: str = "id") -> Client:
    """A browser in which the member has entered her code and picked herself."""
    client = sign_in(phone_account(phone_of(found.person_id)), found.person_id)
    client.cookies["bahasa"] = language
    return client


def tree(response: Answer) -> html.HtmlElement:
    return cast(html.HtmlElement, html.fromstring(response.content.decode()))


def text_of(response: Answer) -> str:
    """The words of a page as they are read, white space squeezed, without the style sheet."""
    found = tree(response)
    for style in found.iter("style"):
        style.text = ""
    return re.sub(r"\s+", " ", found.text_content()).strip()


def errors_of(response: Answer) -> dict[str, str]:
    """The error beside each field, by the field's name."""
    return {
        box.cssselect("[name]")[0].get("name"): box.cssselect("p.error")[0].text_content().strip()
        for box in tree(response).cssselect(".field.bad")
    }


def without_ids(response: Answer) -> str:
    """A page without what differs between any two: form ids, receipt numbers, tokens, nonces."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    return re.sub(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}(?![0-9A-Z])", "RECEIPT", text)


def compressed(response: Answer) -> int:
    """Bytes of the whole first view: pages load nothing else."""
    return len(gzip.compress(response.content, 6))
