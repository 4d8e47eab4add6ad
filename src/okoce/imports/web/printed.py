"""What the commands about event logs print: aligned lines in the language that was asked for, and the same as JSON."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.imports.queries.event_cases import Read
from okoce.imports.queries.event_plans import Plan
from okoce.imports.rules.event_rows import LogRow
from okoce.imports.rules.event_tally import OTHERS, EventTally
from okoce.imports.rules.flows import Flows, Way
from okoce.imports.web.texts import sentence_of, sentence_of_many
from okoce.ui import formats
from okoce.ui.presentation import language

ARROW = " → "
ENDS = ("new", "same", "rejected", "left")
UNITS = {"days": gettext_lazy("hari"), "hours": gettext_lazy("jam"), "minutes": gettext_lazy("menit")}


def number(value: int) -> str:
    return formats.number(value, language())


def reasons_of(row: LogRow) -> str:
    """Why a row was rejected, each reason after the name of its column."""
    return " ".join(
        f"{reason.params['field']}: {sentence_of(reason)}" if "field" in reason.params else sentence_of(reason)
        for reason in row.reasons
    )


def table(head: Sequence[str], lines: Iterable[Sequence[object]], *, words: Collection[int] = (0,)) -> Iterator[str]:
    """Lines under their headers, columns of ``words`` to the left and others to the right; nothing for no lines."""
    cells = [[number(cell) if isinstance(cell, int) else str(cell) for cell in line] for line in lines]
    if not cells:
        return
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    for line in (head, *cells):
        padded = [
            text.ljust(width) if index in words else text.rjust(width)
            for index, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield ("  " + "  ".join(padded)).rstrip()


def tally_lines(tally: EventTally, plan: Plan, *, applied: bool) -> Iterator[str]:
    """What became of the rows of a log, or would."""
    if not applied:
        yield _("Pratinjau: belum ada yang disimpan. Tambahkan --apply untuk menyimpan yang baru.")
        yield ""
    new = _("tersimpan") if applied else _("baru, akan disimpan")
    yield from table(
        ("", _("baris")),
        [
            (_("baris dalam log"), tally.rows),
            (new, tally.stored),
            (_("sama, tidak mengubah apa pun"), tally.same),
            (_("… di antaranya berulang dalam log"), tally.repeats),
            (_("… di antaranya sudah dicatat kantor"), tally.by_hand),
            (_("ditolak"), tally.rejected),
            (_("dilewati: kegiatan tanpa padanan di peta"), tally.left),
        ],
    )
    yield ""
    names = [_("kegiatan"), _("jenis kejadian"), _("tersimpan") if applied else _("baru"), _("sama"), _("ditolak"), _("dilewati")]
    found = sorted(tally.activities.items(), key=lambda item: (-item[1].total(), item[0]))
    yield from table(names, [(_named(name), _kind(plan, name), *(ends[end] for end in ENDS)) for name, ends in found], words=(0, 1))
    if tally.reasons:
        yield ""
        yield _("Alasan ditolak")
        counted = sorted(tally.reasons.items(), key=lambda item: (-item[1], item[0]))
        for code, count in counted:
            yield f"  {number(count):>9}  {sentence_of_many(code)}"


def _named(activity: str) -> str:
    return {OTHERS: _("(nama lain)"), "": _("(kosong)")}.get(activity, activity)


def _kind(plan: Plan, activity: str) -> str:
    recipe = plan.recipes.get(activity)
    return recipe.kind.code if recipe is not None else "–"


def tally_document(tally: EventTally, *, applied: bool) -> dict[str, Any]:
    """The same for programmes."""
    return {
        "applied": applied,
        "rows": tally.rows,
        "stored": tally.stored,
        "same": tally.same,
        "rejected": tally.rejected,
        "left_out": tally.left,
        "repeated_in_log": tally.repeats,
        "recorded_by_hand": tally.by_hand,
        "activities": {name: {end: ends[end] for end in ENDS} for name, ends in sorted(tally.activities.items())},
        "reasons": dict(sorted(tally.reasons.items())),
    }


def read_lines(read: Read) -> Iterator[str]:
    """What was read and does not count."""
    for code, count in sorted(read.refused.items()):
        first, why = number(read.first_refused[code]), sentence_of_many(code)
        yield _("%(count)s baris tidak terbaca, yang pertama baris %(first)s: %(why)s") % {
            "count": number(count),
            "first": first,
            "why": why,
        }
    if read.repeated:
        yield _("%(count)s baris berulang dihitung satu kali.") % {"count": number(read.repeated)}
    if read.later:
        yield _("%(count)s baris sesudah tanggal itu tidak dihitung.") % {"count": number(read.later)}
    if read.without_enrolment:
        yield _("%(count)s kejadian tanpa keikutsertaan tidak dihitung.") % {"count": number(read.without_enrolment)}


def flow_lines(flows: Flows, unit: str, top: int) -> Iterator[str]:
    """Counts, what follows what, variants and durations; the ``top`` most frequent of each."""
    yield _("%(cases)s kasus (%(open)s masih terbuka), %(events)s kejadian, %(activities)s macam kegiatan") % {
        "cases": number(flows.cases),
        "open": number(flows.open),
        "events": number(flows.events),
        "activities": number(len(flows.activities)),
    }
    starts, finishes = dict(flows.starts), dict(flows.finishes)
    activities = [(name, count, cases, starts.get(name, 0), finishes.get(name, 0)) for name, count, cases in flows.activities]
    yield from _part(
        _("Kegiatan"),
        table((_("kegiatan"), _("kejadian"), _("kasus"), _("awal kasus"), _("akhir kasus")), activities),
        len(activities),
        len(activities),
    )
    steps = [(f"{step.first}{ARROW}{step.then}", step.count, step.cases, step.ties) for step in flows.steps[:top]]
    head = (_("dari → ke"), _("kali"), _("kasus"), _("saat sama"))
    yield from _part(_("Yang langsung mengikuti"), table(head, steps), len(steps), len(flows.steps))
    variants = [(item.cases, _share(item.cases, flows.cases), ARROW.join(item.path)) for item in flows.variants[:top]]
    lines = table((_("kasus"), _("bagian"), _("urutan")), variants, words=(2,))
    yield from _part(_("Ragam urutan"), lines, len(variants), len(flows.variants))
    title = _("Lama antara kejadian pertama, dalam %(unit)s (Kaplan–Meier)") % {"unit": UNITS[unit]}
    ways = [_way(way) for way in flows.ways[:top]]
    yield from _part(title, table(_way_head(), ways), len(ways), len(flows.ways))
    if ways:
        yield ""
        yield _("“–”: belum cukup yang tiba. Yang masih menunggu ikut dihitung sebagai tersensor.")


def _part(title: str, lines: Iterator[str], shown: int, whole: int) -> Iterator[str]:
    yield ""
    yield title if shown == whole else f"{title} ({number(shown)} / {number(whole)})"
    yield from lines


def _way_head() -> tuple[str, ...]:
    return (
        _("dari → ke"),
        _("mulai"),
        _("tiba"),
        _("tersensor"),
        _("median"),
        _("p90"),
        _("berisiko di median"),
        _("median yang tiba"),
        _("urutan terbalik"),
    )


def _way(way: Way) -> tuple[object, ...]:
    time = way.time
    found = (time.median, time.p90, time.at_risk, time.median_of_reached)
    median, p90, at_risk, reached = ("–" if value is None else value for value in found)
    return (f"{way.first}{ARROW}{way.then}", time.started, time.reached, time.censored, median, p90, at_risk, reached, way.earlier)


def _share(part: int, whole: int) -> str:
    return f"{number(round(100 * part / whole))} %"


def flow_document(flows: Flows, read: Read, unit: str, top: int) -> dict[str, Any]:
    """The same for programmes: all steps and durations, and the ``top`` variants."""
    return {
        "cases": flows.cases,
        "open_cases": flows.open,
        "events": flows.events,
        "activities": [{"activity": name, "events": count, "cases": cases} for name, count, cases in flows.activities],
        "starts": dict(flows.starts),
        "finishes": dict(flows.finishes),
        "directly_follows": [asdict(step) for step in flows.steps],
        "variants": [
            {"path": list(item.path), "cases": item.cases, "share": item.cases / flows.cases} for item in flows.variants[:top]
        ],
        "variant_count": len(flows.variants),
        "unit": unit,
        "durations": [{"first": way.first, "then": way.then, "earlier": way.earlier, **asdict(way.time)} for way in flows.ways],
        "read": {
            "rows": read.rows,
            "unreadable": read.bad,
            "repeated": read.repeated,
            "later": read.later,
            "without_enrolment": read.without_enrolment,
            "reasons": dict(sorted(read.refused.items())),
        },
    }
