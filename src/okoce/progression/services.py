"""Writes of editions. Shipped ones come with the project; officials' editor and four-eyes approval build on the same rows."""

from pathlib import Path

from django.db import transaction

from okoce.facts.kinds import all_kinds
from okoce.progression.models import EditionRecord
from okoce.progression.queries import forget
from okoce.progression.rules import edition_from_json, encode_edition

SHIPPED = Path(__file__).parent / "data"
ORDER = ("OKOCE-2018", "OKOCE-2018-09", "JAKPRENEUR-2020")


@transaction.atomic
def load_shipped_editions(folder: Path = SHIPPED) -> int:
    """Load the editions that the project ships and return how many were new; one that is there already is left as it is.

    MalformedRuleError names the path in the file where an edition breaks the schema or names a kind that nobody declares.
    """
    kinds = {kind.code for kind in all_kinds()}
    made = 0
    for file in sorted(folder.glob("*.json")):
        edition = edition_from_json(file.read_text(), known_kinds=kinds)
        _record, created = EditionRecord.objects.get_or_create(
            code=edition.code,
            defaults={
                "document": encode_edition(edition),
                "state": EditionRecord.State.APPROVED,
                "rank": ORDER.index(edition.code) if edition.code in ORDER else len(ORDER),
            },
        )
        made += created
    forget()
    return made
