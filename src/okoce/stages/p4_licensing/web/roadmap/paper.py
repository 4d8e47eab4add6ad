"""The packet as a tagged PDF. The template holds the look; every text reaches it as data and is never read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.web.roadmap.packets import Packet
from okoce.ui import formats
from okoce.ui.presentation import language

TEMPLATE: Final = Path(__file__).parents[2] / "data" / "packet.typ"
STANDARD: Final = "ua-1"
"""PDF/UA-1: headings and tables can be read aloud. The compiler refuses what does not keep it."""


def paper(packet: Packet) -> bytes:
    """The file. Fonts are those of the compiler, so that it looks the same on every machine, without a network."""
    import typst  # noqa: PLC0415 - slow import

    words = {
        "title": _("Berkas izin usaha"),
        "to": _("Kepada Yth."),
        "sincerely": _("Hormat saya,"),
        "empty": _("(belum diisi)"),
        "on": formats.date_long(packet.on, language()),
        "page": _("Halaman"),
        "note": _("Disiapkan dengan bantuan program OK OCE. Periksa semua isian sebelum diserahkan. Gratis, tanpa pungutan."),
        "field": _("Isian"),
        "content": _("Isi"),
    }
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"packet": json.dumps(asdict(packet), default=str), "words": json.dumps(words), "language": language()},
        pdf_standards=STANDARD,
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
