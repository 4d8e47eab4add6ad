"""A document as a tagged PDF. The template holds the look; every text reaches it as data and is never read as markup."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from okoce.evaluation.rounds.web.presentation.document import Document

TEMPLATE = Path(__file__).parents[2] / "data" / "pack.typ"
STANDARD: Final = "ua-1"
"""PDF/UA-1: headings, tables and charts can be read aloud. The compiler refuses what does not keep it."""


def inputs(document: Document, words: dict[str, str], language: str) -> dict[str, str]:
    """What the template is given."""
    return {"document": json.dumps(asdict(document), ensure_ascii=False), "words": json.dumps(words), "language": language}


def paper(document: Document, *, made_at: datetime, words: dict[str, str], language: str) -> bytes:
    """The file. Fonts are those of the compiler, so that the same pack is the same file on every machine, without a network."""
    import typst  # noqa: PLC0415 - slow import

    given = inputs(document, words, language)
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=given,
        pdf_standards=STANDARD,
        timestamp=int(made_at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
