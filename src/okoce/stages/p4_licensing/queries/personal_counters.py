"""What P4 keeps about one person beside her permits: her wait, her invitations, and her rows of the permit office's lists."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.stages.p4_licensing.enums import Answer, AtCounter, CannotCome, Licence, Match, NoLicence, Paper, Waiting
from okoce.stages.p4_licensing.models import CounterInvite, LicenceWait, OfficeEntry

NUMBER = "permit-number"


def entries_about(subject: Subject) -> QuerySet[OfficeEntry, OfficeEntry]:
    """Rows of lists that name her NIK, whether or not she was a member then."""
    hers = Q(person_id=subject.person_id)
    if subject.nik:
        hers |= Q(nik_hash=keyring(settings.SECRETS_DIR).keyed_hash(subject.nik, "nik"))
    return OfficeEntry.objects.filter(hers)


def counter_data(subject: Subject) -> Iterator[Item]:
    for wait in LicenceWait.objects.filter(person_id=subject.person_id):
        yield from _wait(wait)
    for invite in CounterInvite.objects.filter(person_id=subject.person_id).select_related("day").order_by("invited_at"):
        yield from _invite(invite)
    for entry in entries_about(subject).select_related("office_list").order_by("office_list__as_of", "number"):
        yield from _entry(entry)


def _wait(row: LicenceWait) -> Iterator[Item]:
    group, name = _("Menunggu izin"), "p4_licensing.LicenceWait."
    if row.trained_on is not None:
        yield Item(name + "trained_on", group, _("Pelatihan pertama"), row.trained_on.isoformat())
    if row.mentored_on is not None:
        yield Item(name + "mentored_on", group, _("Pendampingan pertama"), row.mentored_on.isoformat())
    if row.declined_on is not None:
        yield Item(name + "declined_on", group, _("Tidak mau atau tidak bisa, sejak"), row.declined_on.isoformat())
        yield Item(name + "declined_reason", group, _("Alasan"), str(NoLicence(row.declined_reason).label))


def _invite(row: CounterInvite) -> Iterator[Item]:
    group, name = _("Undangan ke loket keliling"), "p4_licensing.CounterInvite."
    yield Item(name + "invited_at", group, _("Diundang pada"), row.invited_at.isoformat())
    yield Item(name + "why", group, _("Mengapa diundang"), str(Waiting(row.why).label))
    yield Item(name + "is_told", group, _("Pesan dikirim"), str(_("ya") if row.is_told else _("tidak")))
    if row.since is not None:
        yield Item(name + "since", group, _("Menunggu sejak"), row.since.isoformat())
    if row.answer:
        yield Item(name + "answer", group, _("Jawaban"), str(Answer(row.answer).label))
    if row.answered_at is not None:
        yield Item(name + "answered_at", group, _("Dijawab pada"), row.answered_at.isoformat())
    if row.cannot_come:
        yield Item(name + "cannot_come", group, _("Alasan"), str(CannotCome(row.cannot_come).label))
    if row.outcome:
        yield Item(name + "outcome", group, _("Hasil"), str(AtCounter(row.outcome).label))
    if row.reason:
        yield Item(name + "reason", group, _("Alasan"), str(NoLicence(row.reason).label))
    if row.papers:
        yield Item(name + "papers", group, _("Surat yang kurang"), ", ".join(str(Paper(paper).label) for paper in row.papers))
    if row.noted_at is not None:
        yield Item(name + "noted_at", group, _("Dicatat pada"), row.noted_at.isoformat())


def _entry(row: OfficeEntry) -> Iterator[Item]:
    group, name = _("Daftar kantor perizinan"), "p4_licensing.OfficeEntry."
    yield Item(name + "licence", group, _("Jenis izin"), str(Licence(row.licence).label))
    if row.number_sealed is not None:
        yield Item(name + "number_sealed", group, _("Nomor"), keyring(settings.SECRETS_DIR).open(row.number_sealed, NUMBER))
    yield Item(name + "issued_on", group, _("Terbit pada"), row.issued_on.isoformat())
    if row.valid_until is not None:
        yield Item(name + "valid_until", group, _("Berlaku sampai"), row.valid_until.isoformat())
    yield Item(name + "match", group, _("Hasil pencocokan"), str(Match(row.match).label))
