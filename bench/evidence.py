"""Measure what is promised: ``python -m bench.evidence core`` prints a line per figure and writes docs/evidence/<area>.md.

Exit code 1 where a figure falls short or an id of the manifest was not measured. ``QUICK=1`` measures smaller and writes nothing.
"""

import importlib
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, Measured

AREAS = ("core", "proof", "p4")
EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence"


def main(arguments: Sequence[str]) -> int:
    quick = os.environ.get("QUICK") == "1"
    areas = [area for area in arguments if area] or list(AREAS)
    unknown = [area for area in areas if area not in AREAS]
    if unknown:
        print(f"no such area: {', '.join(unknown)}; there are: {', '.join(AREAS)}")
        return 2
    return max(_area(area, quick) for area in areas)


def _area(area: str, quick: bool) -> int:
    manifest = importlib.import_module(f"bench.{area}.manifest")
    figures: dict[str, Figure] = {figure.id: figure for figure in manifest.FIGURES}
    began, rows, measured = time.monotonic(), [], set()
    for module in manifest.MEASURES:
        for found in importlib.import_module(module).measure(quick):
            rows.append(_row(figures[found.id], found))
            measured.add(found.id)
            print(" | ".join(rows[-1]), flush=True)
    missing = [figure_id for figure_id in figures if figure_id not in measured]
    for figure_id in missing:
        print(f"{figure_id} | not measured | falls short", flush=True)
    if not quick:
        _write(area, rows, time.monotonic() - began)
    return int(bool(missing) or any(row[-1] != "holds" for row in rows))


def _row(figure: Figure, found: Measured) -> tuple[str, ...]:
    verdict = "holds" if figure.holds(found.value) else "falls short"
    return (figure.id, figure.text, f"{found.value:g} {figure.unit}", figure.bound, found.beside or "–", verdict)


def _write(area: str, rows: Sequence[Sequence[str]], seconds: float) -> None:
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    text = (
        f"# Evidence: {area}\n\n"
        f"Printed by `make evidence AREA={area}` on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC in {seconds:.0f} s, on {_machine()}.\n"
        "Load generator, web server and PostgreSQL share the machine.\n\n"
        "| id | figure | measured | bound | raw limit or peer in the same run | verdict |\n|---|---|---|---|---|---|\n"
        f"{table}\n"
    )
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    (EVIDENCE / f"{area}.md").write_text(text)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
