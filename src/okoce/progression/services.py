"""Writes of editions. Shipped ones come with the project; officials' editor and four-eyes approval build on the same rows."""

from django.db import transaction

from okoce.facts.kinds import all_kinds
from okoce.progression.models import EditionRecord
from okoce.progression.queries import forget
from okoce.progression.rules import decode_edition, encode_edition
from okoce.progression.seeded import seeded_editions


@transaction.atomic
def load_shipped_editions() -> int:
    """Load the editions that the project ships and return how many were new; one that is there already is left as it is.

    MalformedRuleError names the path in the document where an edition names a kind that nobody declares.
    """
    kinds = {kind.code for kind in all_kinds()}
    made = 0
    for rank, edition in enumerate(seeded_editions()):
        document = encode_edition(edition)
        decode_edition(document, known_kinds=kinds)
        _record, created = EditionRecord.objects.get_or_create(
            code=edition.code, defaults={"document": document, "state": EditionRecord.State.APPROVED, "rank": rank}
        )
        made += created
    forget()
    return made
