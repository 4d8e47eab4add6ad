"""The editions that come with the project."""

from django.db import transaction

from okoce.facts.kinds import all_kinds
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionRecord
from okoce.progression.queries import forget
from okoce.progression.rules import decode_edition, digest_of, encode_edition
from okoce.progression.seeded import seeded_editions


@transaction.atomic
def load_shipped_editions() -> int:
    """Load the editions that the project ships and return how many were new; one that is there already is left as it is.

    MalformedRuleError names the path in the document where an edition names a kind that nobody declares.
    """
    kinds = {kind.code for kind in all_kinds()}
    known = set(EditionRecord.objects.values_list("code", flat=True))
    made = 0
    for rank, edition in enumerate(seeded_editions()):
        document = encode_edition(edition)
        decode_edition(document, known_kinds=kinds)
        if edition.code not in known:
            values = {"document": document, "digest": digest_of(document), "state": EditionState.APPROVED, "rank": rank}
            EditionRecord.objects.create(code=edition.code, **values)
            made += 1
    forget()
    return made
