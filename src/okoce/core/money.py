"""Whole rupiah as ``int``; never float."""

import re

_GROUPED = re.compile(r"^\d{1,3}(\.\d{3})+$")


class NotRupiah(ValueError):
    """The text is not a whole amount of rupiah."""


def parse_rupiah(text: str) -> int:
    """Whole rupiah from what people type: ``1250000``, ``1.250.000``, ``Rp 1.250.000``, ``Rp1.250.000,00``.

    Raises NotRupiah for anything else, a negative amount and a fraction of a rupiah included.
    """
    cleaned = text.strip().removeprefix("Rp").removeprefix("rp").strip().removesuffix(",00").removesuffix(",-")
    if cleaned.isascii() and cleaned.isdigit():
        return int(cleaned)
    if _GROUPED.match(cleaned):
        return int(cleaned.replace(".", ""))
    raise NotRupiah(text)
