"""What P4 keeps about one person."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.stages.p4_licensing.enums import FileFormat, Licence, NoLicence, Office, Outcome, PermitState, Refutation, Source
from okoce.stages.p4_licensing.models import Application, Permit, PermitFile, Reminder
from okoce.stages.p4_licensing.queries.packets import answers_data
from okoce.stages.p4_licensing.queries.personal_counters import counter_data

NUMBER = "permit-number"


def personal_data(subject: Subject) -> Iterator[Item]:
    """Her permits with their files and reminders, her applications, and what stands beside them."""
    for permit in Permit.objects.filter(person_id=subject.person_id).order_by("reported_at"):
        yield from _permit(permit)
    for application in Application.objects.filter(person_id=subject.person_id).order_by("submitted_on"):
        yield from _application(application)
    yield from answers_data(subject)
    yield from counter_data(subject)


def _permit(row: Permit) -> Iterator[Item]:
    group, name = _("Izin usaha Anda"), "p4_licensing.Permit."
    yield Item(name + "licence", group, _("Jenis izin"), str(Licence(row.licence).label))
    if row.number_sealed is not None:
        yield Item(name + "number_sealed", group, _("Nomor"), keyring(settings.SECRETS_DIR).open(row.number_sealed, NUMBER))
    yield Item(name + "issued_on", group, _("Terbit pada"), row.issued_on.isoformat())
    if row.valid_until is not None:
        yield Item(name + "valid_until", group, _("Berlaku sampai"), row.valid_until.isoformat())
    yield Item(name + "state", group, _("Keadaan"), str(PermitState(row.state).label))
    yield Item(name + "reported_at", group, _("Dilaporkan pada"), row.reported_at.isoformat())
    if row.source:
        yield Item(name + "source", group, _("Dibenarkan oleh"), str(Source(row.source).label))
    if row.refutation:
        yield Item(name + "refutation", group, _("Alasan"), str(Refutation(row.refutation).label))
    if row.decided_at is not None:
        yield Item(name + "decided_at", group, _("Diputuskan pada"), row.decided_at.isoformat())
    for file in PermitFile.objects.filter(permit=row):
        yield from _file(file)
    for reminder in Reminder.objects.filter(permit=row).order_by("posted_at"):
        yield from _reminder(reminder)


def _file(file: PermitFile) -> Iterator[Item]:
    group, name = _("Berkas izin Anda"), "p4_licensing.PermitFile."
    yield Item(name + "content_sealed", group, _("Isi"), str(_("Lihat dan unduh di halaman surat izin Anda.")))
    yield Item(name + "format", group, _("Jenis berkas"), str(FileFormat(file.format).label))
    yield Item(name + "size", group, _("Ukuran, byte"), str(file.size))
    yield Item(name + "added_at", group, _("Disimpan pada"), file.added_at.isoformat())


def _reminder(row: Reminder) -> Iterator[Item]:
    group, name = _("Pengingat izin"), "p4_licensing.Reminder."
    yield Item(name + "posted_at", group, _("Dikirim pada"), row.posted_at.isoformat())
    yield Item(name + "valid_until", group, _("Berlaku sampai"), row.valid_until.isoformat())
    yield Item(name + "days", group, _("Hari sebelum berakhir"), str(row.days))


def _application(row: Application) -> Iterator[Item]:
    group, name = _("Permohonan izin Anda"), "p4_licensing.Application."
    yield Item(name + "licence", group, _("Jenis izin"), str(Licence(row.licence).label))
    yield Item(name + "office", group, _("Kantor"), str(Office(row.office).label))
    yield Item(name + "place_code", group, _("Kode wilayah"), row.place_code)
    yield Item(name + "submitted_on", group, _("Diajukan pada"), row.submitted_on.isoformat())
    yield Item(name + "recorded_at", group, _("Tercatat sejak"), row.recorded_at.isoformat())
    if row.number_sealed is not None:
        yield Item(name + "number_sealed", group, _("Nomor"), keyring(settings.SECRETS_DIR).open(row.number_sealed, NUMBER))
    if row.outcome:
        yield Item(name + "outcome", group, _("Hasil"), str(Outcome(row.outcome).label))
    if row.decided_on is not None:
        yield Item(name + "decided_on", group, _("Berakhir"), row.decided_on.isoformat())
    if row.reason:
        yield Item(name + "reason", group, _("Alasan"), str(NoLicence(row.reason).label))
