"""What a form of rows says: which rows, and what is decided about them."""

from typing import Any

from okoce.imports.enums import Choice, Verdict
from okoce.imports.services import Which

SURE = Which((Verdict.NEW, Verdict.CHANGED), only_open=True)
"""What needs no look: new and changed rows that nobody has decided about."""
MOST_NUMBERS = 1000


def choice_of(data: Any) -> Choice | None:
    """What was decided; None for a word that we did not offer."""
    said = data.get("keputusan", "")
    return Choice(said) if said in Choice.values else None


def which_of(data: Any) -> Which | None:
    """The ticked rows, or with ``semua`` all rows of the list that was shown; None where no row is meant."""
    if data.get("semua"):
        verdict = data.get("lihat", "")
        return Which((Verdict(verdict),), data.get("alasan", "")) if verdict in Verdict.values else None
    numbers = [int(text) for text in data.getlist("baris")[:MOST_NUMBERS] if text.isdecimal()]
    return Which(numbers=numbers) if numbers else None
