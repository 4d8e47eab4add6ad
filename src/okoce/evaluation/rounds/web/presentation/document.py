"""A pack as a document: what its page shows, as plain texts, tables and charts, from which PDF and XLSX are drawn.

Nothing is counted here. Every value comes out of :func:`sheet_values` and :func:`restated_view`, which the page
shows too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from okoce.core.fortnights import JAKARTA
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import MEASURED
from okoce.evaluation.rounds.web.presentation.editions import EditionColumn, Path, no_link
from okoce.evaluation.rounds.web.presentation.places import PlaceRow
from okoce.evaluation.rounds.web.presentation.restated import RestatedView
from okoce.evaluation.rounds.web.presentation.round_page import sheet_values
from okoce.evaluation.rounds.web.texts import number
from okoce.ui import charts, formats
from okoce.ui.components import Bar
from okoce.ui.presentation import language

Number = int | float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text that a page shows, and the number where it is one."""

    text: str
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A heading and its cells. ``note`` stands instead of cells where there are none; ``is_sum``: a sum of others."""

    name: str
    cells: tuple[Cell, ...] = ()
    note: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``groups``: headings over several columns, with how many; empty where there are none. ``words``: columns of text."""

    short: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: tuple[tuple[str, int], ...] = ()
    words: int = 0

    @property
    def flat_heads(self) -> tuple[str, ...]:
        """One heading a column, with its group, for a file that has one line of headings."""
        if not self.groups:
            return self.heads
        over = [name for name, span in self.groups for _column in range(span)]
        return (self.heads[0], *(f"{group}: {head}" for group, head in zip(over, self.heads[1:], strict=True)))


@dataclass(frozen=True, slots=True)
class Headline:
    """How many count under one edition."""

    title: str
    cell: Cell
    counts: str
    change: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Bars:
    """``widths``: per cent of the longest."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines as places: across in per cent, down in points of ``height``. ``marks``: texts at the grid; ``words`` say it all."""

    title: str
    words: str
    height: int
    planned: tuple[tuple[float, float, float, float], ...]
    reached: tuple[tuple[float, float, float, float], ...]
    marks: tuple[tuple[float, str], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    charts: tuple[Chart, ...] = ()
    bars: tuple[Bars, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """``about``: what the head of every page says: fortnight, day, position, seal, editions, as label and text."""

    number: int
    name: str
    title: str
    warning: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> Iterator[Table]:
        return (table for section in self.sections for table in section.tables)


def pack_document(pack: Pack, sheet: Sheet, before: int | None, restated: RestatedView | None) -> Document:
    """``before``: the number of the pack that was restated; ``restated``: what changed in it."""
    values = _values(sheet, next(reversed(tuple(sheet.editions))), "stock")
    sections = (
        _editions(values),
        _path(values),
        _funnel(values),
        _places(sheet),
        _quality(sheet, values),
        # On paper its table stands open: after what the pack says, not before it.
        *([_restated(before, restated)] if before is not None and restated is not None else []),
    )
    return Document(
        number=pack.number,
        name=_("Paket %(number)s") % {"number": pack.number},
        title=values["finding"],
        warning=_("Data contoh: orang dan angka di halaman ini rekaan.") if sheet.synthetic else "",
        about=tuple(_about(pack, sheet)),
        sections=sections,
    )


def _values(sheet: Sheet, edition: str, measure: str) -> dict[str, Any]:
    return sheet_values(sheet, no_link, edition, measure, QueryDict())


def _day(value: Any) -> str:
    return formats.date_long(value, language())


def _about(pack: Pack, sheet: Sheet) -> Iterator[tuple[str, str]]:
    first, last = sheet.fortnight.first_day, sheet.fortnight.last_day
    frozen_at = pack.frozen_at.astimezone(JAKARTA)
    yield _("Putaran"), _("%(first)s sampai %(last)s") % {"first": _day(first), "last": _day(last)}
    yield _("Data per"), _day(sheet.as_of)
    yield _("Dibekukan"), f"{_day(frozen_at.date())} {formats.clock(frozen_at, language())}"
    values = {"position": number(sheet.position), "batch": number(pack.batch)}
    yield _("Posisi"), _("sampai fakta ke-%(position)s, kelompok %(batch)s") % values
    yield _("Aturan"), ", ".join(sheet.editions)
    yield _("Segel"), sheet.head


def _restated(before: int, restated: RestatedView) -> Section:
    title = _("Yang berubah sejak paket %(number)s dan mengapa") % {"number": before}
    rows = tuple(
        Row(
            item.figure,
            (Cell(item.edition), Cell(item.place), _count(item.was), _count(item.now), Cell(item.change, item.now - item.was)),
        )
        for item in restated.rows
    )
    heads = (_("Angka"), _("Aturan"), _("Wilayah"), _("Dulu"), _("Sekarang"), _("Selisih"))
    left_out = ngettext(
        "%(count)s angka lain yang lebih kecil tidak ditampilkan.",
        "%(count)s angka lain yang lebih kecil tidak ditampilkan.",
        restated.left_out,
    ) % {"count": restated.left_out}
    note = left_out if restated.left_out else ""
    tables = (Table(_("Yang berubah"), _("Angka yang berubah"), note, heads, rows, words=2),) if rows else ()
    return Section(title, texts=(restated.sentence,), items=restated.causes, tables=tables)


def _editions(values: dict[str, Any]) -> Section:
    counts = _("orang, dihitung satu kali")
    headlines = tuple(
        Headline(item.title, _count(item.entrepreneurs), f"{counts} · {item.code}", item.change, item.explanation)
        for item in values["editions"]
    )
    whys = tuple(f"{why.sentence} {'; '.join(clause.text for clause in why.clauses)}." for why in values["whys"])
    return Section(_("Catatan yang sama, aturan yang berbeda: berapa wirausaha?"), items=whys, headlines=headlines)


def _path(values: dict[str, Any]) -> Section:
    editions: Sequence[EditionColumn] = values["editions"]
    at = [item.path.at for item in editions]
    rows = (
        Row(_("Tercapai"), tuple(_count(item.reached) for item in at)),
        Row(_("Rencana sampai hari ini"), tuple(_count(item.planned) for item in at)),
        Row(_("Selisih"), tuple(_count(item.gap) for item in at)),
        Row(_("Bertambah dua minggu ini"), tuple(_count(item.pace) for item in at)),
        Row(_("Perlu setiap dua minggu"), tuple(_count(item.pace_needed) for item in at)),
    )
    title = _("Capaian dan rencana menurut setiap aturan")
    table = Table(_("Rencana"), title, "", (_("Aturan"), *(item.code for item in editions)), rows)
    return Section(
        _("Menuju %(target)s wirausaha") % {"target": number(values["charted"].path.at.target)},
        texts=(_("Rencana adalah garis lurus sejak pendaftaran pertama; tidak ada jalur yang pernah diumumkan."),),
        charts=tuple(_chart(item.path) for item in editions if item.path.points),
        tables=(table,),
    )


def _chart(path: Path) -> Chart:
    drawing = charts.path(path.points)
    return Chart(
        title=path.title,
        words=path.sentence,
        height=drawing.height,
        planned=tuple((line.x1, line.y1, line.x2, line.y2) for line in drawing.target),
        reached=tuple((line.x1, line.y1, line.x2, line.y2) for line in drawing.actual),
        marks=tuple((grid.y, number(grid.value)) for grid in drawing.grid),
        first=_day(drawing.first_on),
        last=_day(drawing.last_on),
    )


def _funnel(values: dict[str, Any]) -> Section:
    editions: Sequence[EditionColumn] = values["editions"]
    heads = (_("pernah"), _("baru"), _("berlaku"))
    table = Table(
        _("Tahap"),
        _("Orang per tahap: pernah lulus, baru dalam dua minggu ini, masih berlaku"),
        "",
        (_("Tahap"), *heads * len(editions)),
        tuple(Row(row.name, tuple(_count(value) for value, _url in row.cells)) for row in values["funnel"]),
        groups=tuple((item.code, len(heads)) for item in editions),
    )
    return Section(
        _("Tujuh tahap menurut setiap aturan"),
        texts=(_("orang yang pernah lulus, dihitung satu kali"),),
        bars=tuple(_bars(item.funnel_title, item.bars) for item in editions),
        tables=(table,),
    )


def _bars(title: str, bars: Sequence[Bar]) -> Bars:
    rows = tuple((bar.label, _count(bar.value).text, bar.note) for bar in bars)
    return Bars(title, rows, tuple(drawn.width for drawn in charts.bars(bars)))


def _places(sheet: Sheet) -> Section:
    """Every table that the page offers by its choices: each edition, each measure."""
    tables = tuple(_place_table(_values(sheet, code, measure)) for code in sheet.editions for measure in MEASURED)
    return Section(_("Menurut wilayah"), tables=tables)


def _place_table(values: dict[str, Any]) -> Table:
    title = _("%(measure)s per kota dan kecamatan, %(edition)s") % {"measure": values["measure_name"], "edition": values["edition"]}
    note = _("Setiap angka: %(counts)s; wilayahnya tempat tinggal pada tanggal data.") % {"counts": values["measure_counts"]}
    heads = tuple(str(column.label) for column in values["place_columns"])
    return Table(f"{values['edition']} {values['measure_name']}", title, note, heads, tuple(map(_place_row, values["place_rows"])))


def _place_row(row: PlaceRow) -> Row:
    note = "" if row.cells else _("belum ada data")
    return Row(row.name, tuple(_count(cell.value) for cell in row.cells), note, row.is_sum)


def _quality(sheet: Sheet, values: dict[str, Any]) -> Section:
    return Section(_("Mutu data"), items=tuple(_quality_items(sheet, values["breaches"])))


def _quality_items(sheet: Sheet, breaches: Iterable[Any]) -> Iterator[str]:
    for item in breaches:
        yield _("%(persons)s orang mengerjakan tahap sebelum gilirannya menurut %(edition)s") % {
            "persons": number(item.persons),
            "edition": item.edition,
        }
    if sheet.late is not None:
        yield _("%(late)s fakta tentang putaran ini atau sebelumnya masuk setelah batas waktunya, dan ikut dihitung di sini") % {
            "late": number(sheet.late)
        }
    yield _("%(unsealed)s fakta belum disegel dan belum dihitung") % {"unsealed": number(sheet.unsealed)}


def _count(value: Number | None) -> Cell:
    return Cell("–") if value is None else Cell(number(value), value)
