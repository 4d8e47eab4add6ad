"""The inlined style sheet of citizen pages: read once, minified, known to the Content-Security-Policy by its hash."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).parent / "styles" / "citizen.css"


def minify(css: str) -> str:
    """Drops comments and white space that carries no meaning. `+`, `-` and `*` keep their spaces for calc()."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r"([{;][a-z-]+|[{;]--[a-z-]+): ", r"\1:", css)
    return css.replace(";}", "}").strip()


@cache
def citizen_css() -> str:
    return minify(SHEET.read_text("utf-8"))


@cache
def sha256_source(text: str) -> str:
    """The form in which a Content-Security-Policy names one inline element."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
