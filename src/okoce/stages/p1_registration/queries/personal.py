"""What P1 keeps about one person."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.stages.p1_registration.enums import ClaimState, DeclineReason, Referral, RequestState
from okoce.stages.p1_registration.models import CommunityRequest, IdentityClaim, Registration


def personal_data(subject: Subject) -> Iterator[Item]:
    """Her registrations, what communities answered, and claims about her NIK."""
    yield from _registrations(subject)
    yield from _requests(subject)
    yield from _claims(subject)


def _registrations(subject: Subject) -> Iterator[Item]:
    for row in Registration.objects.filter(person_id=subject.person_id).order_by("submitted_at"):
        group, name = _("Pendaftaran"), "p1_registration.Registration."
        yield Item(name + "receipt", group, _("Nomor resi"), row.receipt)
        yield Item(name + "submitted_at", group, _("Dikirim pada"), row.submitted_at.isoformat())
        yield Item(name + "place_code", group, _("Kode wilayah"), row.place_code)
        yield Item(name + "entry_status", group, _("Keadaan usaha"), row.entry_status)
        yield Item(name + "referral", group, _("Tahu dari"), str(Referral(row.referral).label))
        yield Item(name + "channel", group, _("Lewat"), row.channel)


def _requests(subject: Subject) -> Iterator[Item]:
    rows = CommunityRequest.objects.filter(enrolment__person_id=subject.person_id).select_related("community")
    for row in rows.order_by("asked_at"):
        group, name = _("Komunitas"), "p1_registration.CommunityRequest."
        yield Item(name + "community", group, _("Komunitas yang dipilih"), row.community.name)
        yield Item(name + "state", group, _("Jawaban"), str(RequestState(row.state).label))
        yield Item(name + "asked_at", group, _("Dipilih pada"), row.asked_at.isoformat())
        if row.decided_at is not None:
            yield Item(name + "decided_at", group, _("Dijawab pada"), row.decided_at.isoformat())
        if row.decline_reason:
            yield Item(name + "decline_reason", group, _("Alasan"), str(DeclineReason(row.decline_reason).label))
        if row.note:
            yield Item(name + "note", group, _("Catatan komunitas"), row.note)


def _claims(subject: Subject) -> Iterator[Item]:
    """What a claimant said of herself is hers; the person of the record learns that there was a claim, and its answer."""
    if not subject.nik:
        return
    nik_hash = keyring(settings.SECRETS_DIR).keyed_hash(subject.nik, "nik")
    for row in IdentityClaim.objects.filter(nik_hash=nik_hash).order_by("told_at"):
        group, name = _("Laporan tentang NIK Anda"), "p1_registration.IdentityClaim."
        yield Item(name + "told_at", group, _("Dilaporkan pada"), row.told_at.isoformat())
        yield Item(name + "state", group, _("Hasil"), str(ClaimState(row.state).label))
        if row.answer:
            yield Item(name + "answer", group, _("Jawaban"), row.answer)
