"""Indonesian mobile numbers as people type them, kept in E.164 (``+628…``) and shown masked."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

REGION = "ID"
COUNTRY_CODE = 62
LONGEST = 40
"""Characters of the longest text that is looked at; longer ones are no phone number."""

MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class NotAPhone(ValueError):
    """The text is no Indonesian mobile number; ``code`` says why.

    ``phone_empty``, ``phone_unreadable`` (letters and other signs), ``phone_too_short``, ``phone_too_long``, ``phone_foreign``,
    ``phone_not_mobile`` (a landline or a service number).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalise(text: str) -> str:
    """E.164 of a mobile number typed in any usual way: ``0812 3456 7890``, ``62812…``, ``+62 812-…``, ``8123456789``."""
    text = text.strip()
    if not text:
        raise NotAPhone("phone_empty")
    # The library reads letters as on a telephone's keys; nobody here means that.
    if len(text) > LONGEST or any(sign.isalpha() for sign in text):
        raise NotAPhone("phone_unreadable")
    try:
        number = phonenumbers.parse("+" + text[2:] if text.startswith("00") else text, REGION)
    except NumberParseException as error:
        raise NotAPhone(_parse_reason(error)) from error
    _require_mobile(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def masked(e164: str) -> str:
    """What may be shown of a number: ``0812-••••-•123``; the same shape for every length."""
    national = "0" + e164.removeprefix(f"+{COUNTRY_CODE}")
    return f"{national[:4]}-••••-•{national[-3:]}"


def _parse_reason(error: NumberParseException) -> str:
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return "phone_foreign"
    if error.error_type == NumberParseException.TOO_LONG:
        return "phone_too_long"
    if error.error_type in (NumberParseException.TOO_SHORT_NSN, NumberParseException.TOO_SHORT_AFTER_IDD):
        return "phone_too_short"
    return "phone_unreadable"


def _require_mobile(number: phonenumbers.PhoneNumber) -> None:
    if number.country_code != COUNTRY_CODE:
        raise NotAPhone("phone_foreign")
    if phonenumbers.number_type(number) in MOBILE:
        return
    national = phonenumbers.national_significant_number(number)
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == ValidationResult.TOO_LONG or (national.startswith("8") and len(national) > 12):
        raise NotAPhone("phone_too_long")
    if possible == ValidationResult.TOO_SHORT or (national.startswith("8") and not phonenumbers.is_valid_number(number)):
        raise NotAPhone("phone_too_short")
    raise NotAPhone("phone_not_mobile")
