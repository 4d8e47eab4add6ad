"""What the register of members keeps about one person."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from okoce.core.personal import Item, Subject
from okoce.members.enums import EndReason, EntryStatus, Purpose, Sex
from okoce.members.models import Business, Consent, Enrolment, Person


def personal_data(subject: Subject) -> Iterator[Item]:
    """Who she is, her enrolments, businesses and consents."""
    yield from _person(subject)
    for enrolment in Enrolment.objects.filter(person_id=subject.person_id).order_by("started_on"):
        yield from _enrolment(enrolment)
    for business in Business.objects.filter(person_id=subject.person_id).order_by("id"):
        yield from _business(business)
    for consent in Consent.objects.filter(person_id=subject.person_id).order_by("given_at"):
        yield from _consent(consent)


def _person(subject: Subject) -> Iterator[Item]:
    group, name = _("Identitas"), "members.Person."
    person = Person.objects.get(id=subject.person_id)
    yield Item(name + "name", group, _("Nama"), subject.name)
    yield Item(name + "nik_sealed", group, _("NIK"), subject.nik)
    yield Item(name + "phone_sealed", group, _("Nomor HP"), subject.phone)
    yield Item(name + "birth_on", group, _("Tanggal lahir"), person.birth_on.isoformat() if person.birth_on else "")
    yield Item(name + "sex", group, _("Jenis kelamin"), str(Sex(person.sex).label) if person.sex else "")
    yield Item(name + "domicile", group, _("Kode wilayah tempat tinggal"), person.domicile_id)
    yield Item(name + "created_at", group, _("Tercatat sejak"), person.created_at.isoformat())


def _enrolment(row: Enrolment) -> Iterator[Item]:
    group, name = _("Keanggotaan"), "members.Enrolment."
    yield Item(name + "started_on", group, _("Mulai"), row.started_on.isoformat())
    yield Item(name + "entry_status", group, _("Keadaan usaha ketika mendaftar"), str(EntryStatus(row.entry_status).label))
    if row.ended_on is not None:
        yield Item(name + "ended_on", group, _("Berakhir"), row.ended_on.isoformat())
        yield Item(name + "end_reason", group, _("Alasan berakhir"), str(EndReason(row.end_reason).label))


def _business(row: Business) -> Iterator[Item]:
    group, name = _("Usaha"), "members.Business."
    yield Item(name + "description", group, _("Usaha"), row.description)
    if row.started_on is not None:
        yield Item(name + "started_on", group, _("Dimulai"), row.started_on.isoformat())
    if row.closed_on is not None:
        yield Item(name + "closed_on", group, _("Ditutup"), row.closed_on.isoformat())


def _consent(row: Consent) -> Iterator[Item]:
    group, name = _("Izin"), "members.Consent."
    yield Item(name + "purpose", group, _("Untuk"), str(Purpose(row.purpose).label))
    yield Item(name + "wording", group, _("Bunyi izin, versi"), row.wording)
    yield Item(name + "given_at", group, _("Diberi pada"), row.given_at.isoformat())
    if row.withdrawn_at is not None:
        yield Item(name + "withdrawn_at", group, _("Dicabut pada"), row.withdrawn_at.isoformat())
