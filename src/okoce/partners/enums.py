"""Permanent codes of partner organisations, of their representatives and of the centres."""

from enum import StrEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    COMMUNITY = "community", _("Komunitas penggerak")
    AGENCY = "agency", _("Dinas atau unit kerja")
    CITY_COMPANY = "bumd", _("BUMD")
    STATE_COMPANY = "bumn", _("BUMN")
    FIRM = "firm", _("Perusahaan")
    LENDER = "lender", _("Pemberi pinjaman")


class OrganisationState(TextChoices):
    """Only ``verified`` organisations stand in the public register; the others stay known with the reason."""

    PENDING = "pending", _("menunggu pemeriksaan")
    VERIFIED = "verified", _("terverifikasi")
    SUSPENDED = "suspended", _("dihentikan sementara")
    REMOVED = "removed", _("dicoret dari daftar")


class OrganisationAction(TextChoices):
    """The named actions that change a state; nothing else does."""

    VERIFY = "verify", _("Nyatakan terverifikasi")
    SUSPEND = "suspend", _("Hentikan sementara")
    REMOVE = "remove", _("Coret dari daftar")
    REOPEN = "reopen", _("Periksa lagi")


class Weekday(IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Senin")
    TUESDAY = 2, _("Selasa")
    WEDNESDAY = 3, _("Rabu")
    THURSDAY = 4, _("Kamis")
    FRIDAY = 5, _("Jumat")
    SATURDAY = 6, _("Sabtu")
    # "Minggu" is also a week.
    SUNDAY = 7, pgettext_lazy("hari", "Minggu")


class OpeningCode(StrEnum):
    """Whether a centre is open, and when it next will be."""

    OPEN_UNTIL = "open_until"
    LATER_TODAY = "later_today"
    TOMORROW = "tomorrow"
    ON_WEEKDAY = "on_weekday"
    NEXT_WEEK = "next_week"
    NO_HOURS = "no_hours"


class CardStanding(StrEnum):
    """Whether somebody may show the card of a representative today, and what stands against it."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ORGANISATION_NOT_VERIFIED = "organisation_not_verified"


class CheckAnswer(StrEnum):
    """Answers to "is this really OK OCE?". What is still being examined may not yet act for the programme."""

    VERIFIED = "verified"
    PENDING = "pending"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    CARD_NOT_VALID = "card_not_valid"
    NOT_FOUND = "not_found"


class PersonAnswer(StrEnum):
    """What the register says about the name that was asked for beside the organisation."""

    NOT_ASKED = "not_asked"
    NAMED = "named"
    NOT_NAMED = "not_named"


class Refusal(StrEnum):
    """Why something is refused. ``web.texts`` has a sentence with the next step for each of them."""

    ROLE_MISSING = "role_missing"
    OUT_OF_SCOPE = "out_of_scope"
    OWN_ORGANISATION = "own_organisation"
    ACTION_NOT_POSSIBLE = "action_not_possible"
    ORGANISATION_REMOVED = "organisation_removed"
    NAME_MISSING = "name_missing"
    REASON_MISSING = "reason_missing"
    AREA_MISSING = "area_missing"
    AREA_UNKNOWN = "area_unknown"
    REGISTER_NUMBER_TAKEN = "register_number_taken"
    REGISTER_NUMBER_UNREADABLE = "register_number_unreadable"
    PHONE_OF_A_PERSON = "phone_of_a_person"
    PERIOD_REVERSED = "period_reversed"
    CARD_ALREADY_REVOKED = "card_already_revoked"
    NOT_A_KECAMATAN = "not_a_kecamatan"
    ADDRESS_MISSING = "address_missing"
    FUNCTION_MISSING = "function_missing"
    WEEKDAY_TWICE = "weekday_twice"
    HOURS_REVERSED = "hours_reversed"
    ROOM_WITHOUT_SEATS = "room_without_seats"
