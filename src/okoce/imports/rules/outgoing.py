"""What leaves as a spreadsheet is harmless: a text that a program would run as a formula is marked as text."""

from okoce.imports.rules.cells import Cell

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First signs of a formula, after OWASP on CSV injection."""


def harmless(cell: Cell) -> Cell:
    """The cell, a text that begins like a formula with an apostrophe before it; reading drops the apostrophe again."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff").startswith(DANGEROUS):
        return f"'{cell}"
    return cell
