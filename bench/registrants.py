"""Forms of made-up registrants for load: valid in structure, different in NIK and phone, never twice the same id."""

from okoce.core.ids import new_id

KELURAHAN = "31.74.01.1001"


def nik(number: int) -> str:
    """The n-th synthetic NIK: a woman of Tebet, birth dates spread over thirty years, serial 9xxx."""
    day, rest = number % 28 + 41, number // 28
    month, rest = rest % 12 + 1, rest // 12
    year, serial = rest % 30 + 60, rest // 30 + 9000
    return f"317401{day:02}{month:02}{year:02}{serial:04}"


class Registrants:
    """Numbers registrants through one run, so that no two measurements share a NIK."""

    def __init__(self) -> None:
        self.next = 0

    def form(self, number: int) -> dict[str, str]:
        """The next registrant's form; the caller's own number is not needed."""
        self.next += 1
        return filled(self.next)


def filled(number: int, *, form_id: str = "", phone: str = "") -> dict[str, str]:
    """A complete registration form."""
    return {
        "form_id": form_id or str(new_id()),
        "name": f"Contoh Beban {number}",
        "nik": nik(number),
        "phone": phone or f"0899{number % 10_000_000:07}",
        "place": KELURAHAN,
        "business": "gorengan",
        "entry_status": "none",
        "community": "",
        "referral": "self",
        "consents": "programme",
    }
