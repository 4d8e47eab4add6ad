"""Which forms a packet holds, and which fields each needs. One field stands on every form that asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

KNOWN: Final = ("name", "nik", "domicile", "kbli_2025", "kbli_2020", "trade", "scale", "risk")
"""Lines that the record and the roadmap answer; nobody types them."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form by the tasks that ask for it. ``letter``: it is a letter to an office, with a place for the signature."""

    code: str
    tasks: tuple[str, ...]
    fields: tuple[str, ...]
    letter: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """Those that she types."""
        return tuple(each for each in self.fields if each not in KNOWN)


FORMS: Final = (
    Form(
        "nib",
        ("nib", "standard_check", "standard_declared", "standard_verified", "kkpr"),
        (
            "name", "nik", "home", "email", "business", "trade", "kbli_2025", "kbli_2020", "street", "area", "started", "workers",
            "capital", "sales", "scale", "risk",
        ),
    ),
    Form(
        "spp_irt",
        ("spp_irt",),
        ("name", "business", "street", "product", "composition", "packaging", "net", "shelf_life", "process", "kbli_2025"),
    ),
    Form(
        "halal",
        ("halal_sehati", "halal_regular"),
        ("name", "nik", "business", "street", "product", "composition", "suppliers", "process", "packaging"),
    ),
    Form("sku", ("sku",), ("name", "nik", "home", "business", "trade", "street", "started", "purpose"), letter=True),
    Form(
        "umk_letter",
        ("umk_letter", "brand"),
        ("name", "nik", "home", "business", "street", "product", "brand", "workers", "scale"),
        letter=True,
    ),
)  # fmt: skip


def forms_for(tasks: Collection[str]) -> tuple[Form, ...]:
    """The forms that a list of tasks asks for; the sheet for OSS is always there."""
    return tuple(form for form in FORMS if form.code == "nib" or any(each in tasks for each in form.tasks))


def fields_asked(forms: Collection[Form]) -> tuple[str, ...]:
    """What is to be typed for these forms, each once, in the order in which it first stands."""
    return tuple(dict.fromkeys(each for form in forms for each in form.asked))


def mark(value: str) -> str:
    """What stands for a value in a form, so that what was changed there is told from what was only shown."""
    return hashlib.sha256(value.encode()).hexdigest()[:12]


def clean(text: str) -> str:
    """A value as it is kept: lines without their outer spaces, no empty ones at the ends."""
    return "\n".join(line.strip() for line in text.strip().splitlines())
