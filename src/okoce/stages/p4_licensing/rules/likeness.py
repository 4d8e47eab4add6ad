"""How alike two names are, written by two offices: a number to look at, never a decision about who somebody is."""

from difflib import SequenceMatcher

ALIKE_ENOUGH = 60
TITLES = frozenset({"h", "hj", "ir", "dr", "drs", "dra", "ibu", "bapak", "bpk", "sdr", "sdri", "sh", "se", "spd", "st", "mm"})
"""Words that one office writes before or behind a name and another leaves out."""


def likeness(one: str, other: str) -> int:
    """In hundredths: 100 for the same words in any order, titles and marks aside."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0
    shorter, longer = sorted((first, second), key=len)
    if set(shorter) <= set(longer):
        return 100 if len(shorter) == len(longer) else 90
    return round(100 * SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio())


def _words(name: str) -> list[str]:
    plain = "".join(sign if sign.isalpha() else " " for sign in name.replace("'", "").replace("’", "").casefold())
    return [word for word in plain.split() if word not in TITLES]
