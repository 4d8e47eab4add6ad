"""What the pages need from the Content-Security-Policy header."""

from okoce.ui.styles import citizen_css, sha256_source


def style_hashes() -> list[str]:
    """Sources for `style-src` beside 'self': exactly the inlined sheet, so no other inline style is ever applied."""
    return [sha256_source(citizen_css())]
