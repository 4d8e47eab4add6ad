"""The answer of the public check in words: what is true, why, and what the asker does now."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from okoce.partners.enums import CardStanding, CheckAnswer, OrganisationKind, PersonAnswer
from okoce.partners.queries import Check, Organisation, RepresentativeCard
from okoce.ui.enums import NoticeKind
from okoce.ui.formats import date_long
from okoce.ui.presentation import language


@dataclass(frozen=True, slots=True)
class Told:
    """A notice: kind of ``okoce.ui``, title, reason, next step."""

    kind: NoticeKind
    title: str
    reason: str
    next_step: str


def told(check: Check, text: str) -> Told:
    """The answer to what was asked."""
    if check.organisation is None:
        return _not_found(text)
    if check.answer is CheckAnswer.VERIFIED:
        return _verified(check, check.organisation)
    if check.answer is CheckAnswer.CARD_NOT_VALID and check.card is not None:
        return _card_not_valid(check.card, check.organisation)
    return _not_acting(check.answer, check.organisation)


def _keep_safe() -> str:
    return _("Jangan serahkan KTP, KK, atau uang. Simpan suratnya atau fotonya, lalu laporkan ke center kecamatan.")


def _not_found(text: str) -> Told:
    return Told(
        NoticeKind.REFUSAL,
        _("Tidak ada di daftar OK OCE"),
        _("“%(text)s” bukan nomor atau nama yang kami kenal. Periksa lagi tulisannya; satu huruf bisa berbeda.") % {"text": text},
        _keep_safe(),
    )


def _verified(check: Check, organisation: Organisation) -> Told:
    if check.person is PersonAnswer.NOT_NAMED:
        return _other_person(check, organisation)
    if check.card is not None:
        return _named(check.card, organisation)
    title = _("Ya, komunitas ini terdaftar di OK OCE")
    if organisation.kind != OrganisationKind.COMMUNITY:
        title = _("Ya, organisasi ini mitra OK OCE")
    return Told(
        NoticeKind.SUCCESS,
        title,
        _("%(name)s terverifikasi sejak %(day)s.") % {"name": organisation.name, "day": _day(organisation.verified_on)},
        _("Pastikan juga orangnya: minta nomor kartu wakilnya dan periksa di sini, atau tanyakan ke center."),
    )


def _named(card: RepresentativeCard, organisation: Organisation) -> Told:
    return Told(
        NoticeKind.SUCCESS,
        _("Ya, %(name)s wakil resmi") % {"name": card.name},
        _("%(function)s di %(organisation)s. Kartunya berlaku sampai %(day)s.")
        % {"function": card.function, "organisation": organisation.name, "day": _day(card.valid_to)},
        _("Cocokkan nama ini dengan kartu identitas orang yang datang. Layanan OK OCE tidak pernah dipungut biaya."),
    )


def _other_person(check: Check, organisation: Organisation) -> Told:
    reason = _("%(organisation)s terdaftar, tetapi tidak mencatat nama itu sebagai wakilnya.")
    if check.card is not None:
        reason = _("Kartu ini milik orang lain, wakil %(organisation)s.")
    return Told(
        NoticeKind.REFUSAL,
        _("Nama orang itu tidak cocok"),
        reason % {"organisation": organisation.name},
        _("Minta nomor kartu wakilnya, atau tanyakan ke center. Sebelum jelas, jangan serahkan KTP, KK, atau uang."),
    )


def _card_not_valid(card: RepresentativeCard, organisation: Organisation) -> Told:
    why = {
        CardStanding.NOT_YET: _("Kartu wakil %(organisation)s ini baru berlaku mulai %(first)s."),
        CardStanding.EXPIRED: _("Kartu wakil %(organisation)s ini habis masa berlakunya pada %(last)s."),
        CardStanding.REVOKED: _("%(organisation)s sudah mencabut kartu ini."),
    }[card.standing]
    params = {"organisation": organisation.name, "first": _day(card.valid_from), "last": _day(card.valid_to)}
    return Told(NoticeKind.REFUSAL, _("Kartu ini tidak berlaku"), why % params, _keep_safe())


def _not_acting(answer: CheckAnswer, organisation: Organisation) -> Told:
    params = {
        "name": organisation.name,
        "day": _day(organisation.state_since),
        "reason": organisation.state_reason,
    }
    if answer is CheckAnswer.PENDING:
        return Told(
            NoticeKind.WARNING,
            _("Belum ada di daftar: masih kami periksa"),
            _("%(name)s mendaftar, tetapi belum boleh bertindak atas nama OK OCE.") % params,
            _("Tunggu sampai terverifikasi. Sebelum itu jangan serahkan KTP, KK, atau uang; tanyakan ke center."),
        )
    title, since = {
        CheckAnswer.SUSPENDED: (
            _("Sedang dihentikan sementara"),
            _("%(name)s tidak boleh bertindak atas nama OK OCE sejak %(day)s. Alasannya: %(reason)s"),
        ),
        CheckAnswer.REMOVED: (
            _("Sudah dicoret dari daftar OK OCE"),
            _("%(name)s bukan lagi bagian dari OK OCE sejak %(day)s. Alasannya: %(reason)s"),
        ),
    }[answer]
    return Told(NoticeKind.REFUSAL, title, since % params, _keep_safe())


def _day(day: date | None) -> str:
    return date_long(day, language()) if day is not None else "–"
