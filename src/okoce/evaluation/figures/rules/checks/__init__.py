"""The checks of published figures, by what they compare. A check names no row: it knows axes, definitions and numbers only."""
