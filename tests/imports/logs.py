"""Event logs for tests, and the commands that read them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command

from okoce.facts.models import Fact

HEAD = ("nik", "kegiatan", "waktu", "petugas", "jam", "nomor")
MAP = """
source = "uji"
[columns]
case = "nik"
activity = "kegiatan"
time = "waktu"
resource = "petugas"
[case]
is = "nik"
[facts]
channel = "register"
grade = "register"
[activities.Pelatihan]
kind = "training.attended"
measures = { skill = "hard", hours = { column = "jam" } }
details = { evidence = { column = "nomor" } }
[activities."Izin terbit"]
kind = "licence.issued"
measures = { licence = "nib" }
details = { number = { column = "nomor" } }
[activities.Rapat]
leave = true
"""


def trained(nik: str, at: str = "2018-03-05T09:00:00", hours: str = "6", who: str = "Loket 1") -> tuple[str, ...]:
    return (nik, "Pelatihan", at, who, hours, "DH-1")


def licensed(nik: str, at: str = "2018-03-26T14:00:00", number: str = "NIB-1") -> tuple[str, ...]:
    return (nik, "Izin terbit", at, "Loket 1", "", number)


def written(folder: Path, rows: Sequence[Sequence[Any]], *, text: str = MAP, name: str = "log.csv") -> list[str]:
    """The files of a log and its map, as arguments of a command."""
    with (folder / name).open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    (folder / "map.toml").write_text(text)
    return [str(folder / name), "--map", str(folder / "map.toml")]


def run(command: str, *arguments: object) -> dict[str, Any]:
    """What a command answers as JSON."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), "--json", stdout=out, stderr=io.StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def imported(arguments: Sequence[str], *more: str, by: str = "kecamatan") -> dict[str, Any]:
    found = run("facts_import_events", *arguments, "--by", f"uji.{by}", *more)
    assert found["rows"] == found["stored"] + found["same"] + found["rejected"] + found["left_out"]
    return found


def ends(found: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Stored, same, rejected, left out."""
    return found["stored"], found["same"], found["rejected"], found["left_out"]


def of_logs() -> list[Fact]:
    return [fact for fact in Fact.objects.order_by("occurred_on", "id") if fact.id.version == 8]


def rejected_rows(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
