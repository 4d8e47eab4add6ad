"""The drawn code that a phone's camera reads, as SVG in the page: no picture to load, and nothing for the CSP to allow."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 asks for."""


def qr_svg(text: str, label: str) -> SafeString:
    """Black on white in every colour scheme: cameras read nothing else reliably."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" width="240" height="240" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path fill="#000" d="{}"/></svg>',
        label,
        size,
        size,
        size,
        size,
        mark_safe(path),  # noqa: S308  numbers that we made
    )
