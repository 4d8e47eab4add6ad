"""Components by what they print, and by what they refuse."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from lxml import html

from okoce.ui import charts
from okoce.ui.components import Bar, Column, FilterWord, PathPoint, StageMark, TimelineEntry
from okoce.ui.enums import Direction, StageState, Tone
from okoce.ui.templatetags.ui import register

DAY = date(2018, 1, 22)
Node = Any


def draw(source: str, **values: object) -> Node:
    page = Template("{% load ui %}<div>" + source + "</div>").render(Context(values))
    assert "[unknown" not in page
    return html.fromstring(page)


def words(node: Node) -> str:
    return " ".join(node.text_content().split())


def mark(code: str, state: StageState, **more: Any) -> StageMark:
    return StageMark(code=code, name=f"Tahap {code}", state=state, **more)


SEVEN = [
    mark("P1", StageState.DONE, on=DAY, grade="dikonfirmasi"),
    mark("P2", StageState.DONE, on=DAY),
    mark("P3", StageState.NOT_WANTED),
    mark("P4", StageState.NOW, note="Kurang NIB.", action_label="Urus NIB", action_url="/nib/"),
    *(mark(code, StageState.NOT_YET) for code in ("P5", "P6", "P7")),
]


class Form(forms.Form):
    nik = forms.CharField(label="NIK", help_text="16 angka", max_length=16)
    state = forms.ChoiceField(label="Keadaan", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    consent = forms.BooleanField(label="Setuju")
    starts_on = forms.DateField(label="Mulai", required=False)


@pytest.mark.parametrize("name", sorted(set(register.tags) - {"inline_css"}))
def test_an_unknown_attribute_is_an_error(name: str) -> None:
    end = "{% enddata_table %}" if name == "data_table" else ""
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument"):
        Template(f'{{% load ui %}}{{% {name} colour="red" %}}{end}')


@pytest.mark.parametrize(
    "source",
    [
        '{% notice kind="danger" title="x" %}',
        '{% badge tone="green" label="x" %}',
        '{% stage_strip stages=stages size="huge" %}',
        '{% field form.nik entry="nric" %}',
        '{% figure value=1 label="x" counts="x" as_of=day direction="up" %}',
        '{% figure value=1 label="x" counts="x" as_of=day kind="dollars" %}',
    ],
)
def test_an_unknown_code_is_an_error(source: str) -> None:
    with pytest.raises(ValueError, match="unknown"):
        draw(source, stages=SEVEN, form=Form(), day=DAY)


def test_a_refusal_needs_its_reason_and_next_step() -> None:
    with pytest.raises(ValueError, match="reason"):
        draw('{% notice kind="refusal" title="Tidak" %}')
    node = draw('{% notice kind="refusal" title="Belum" reason="Karena." next_step="Coba." live=True %}')
    assert words(node) == "Belum bisa: Belum Karena. Yang bisa Anda lakukan: Coba."
    assert node.cssselect("[role=alert]")


def test_success_says_what_happens_next_and_when() -> None:
    node = draw('{% notice kind="success" title="Diterima" next_step="Kami menjawab." when="besok" live=True %}')
    assert words(node) == "Berhasil: Diterima Selanjutnya: Kami menjawab. Kapan: besok"
    assert node.cssselect("[role=status]")


def test_stages_in_full_have_word_shape_date_and_one_step() -> None:
    node = draw("{% stage_strip stages=stages %}", stages=SEVEN)
    assert [words(item) for item in node.cssselect(".stages .state")] == [
        "Selesai · 22 Januari 2018 · dikonfirmasi",
        "Selesai · 22 Januari 2018",
        "Tidak diambil",
        "Sekarang",
        "Belum",
        "Belum",
        "Belum",
    ]
    assert len(node.cssselect(".stages svg")) == 7
    assert [item.get("class") for item in node.cssselect("[aria-current=step]")] == ["now"]
    assert [link.get("href") for link in node.cssselect("a.button")] == ["/nib/"]
    assert words(node.cssselect(".stairs")[0]) == "2 dari 7 tahap selesai"


def test_stages_in_one_row_say_the_same_in_words() -> None:
    node = draw('{% stage_strip stages=stages size="compact" %}', stages=SEVEN)
    assert words(node).startswith("2 dari 7 sekarang P4: P1 Tahap P1: Selesai 22 Jan 2018; P2")
    assert len(node.cssselect("svg rect, svg path")) == 8


def test_the_four_states_differ_in_shape_not_only_in_colour() -> None:
    shapes = set()
    for state in StageState:
        node = draw("{% stage_strip stages=stages %}", stages=[mark("P1", state)])
        shapes.add(html.tostring(node.cssselect(".stages svg")[0]))
    assert len(shapes) == len(StageState)


def test_the_tones_differ_in_shape() -> None:
    nodes = [draw('{% badge tone=tone label="x" %}', tone=tone).cssselect("svg")[0] for tone in Tone]
    assert len({html.tostring(node) for node in nodes}) == len(Tone)


def test_help_and_errors_are_tied_to_the_field() -> None:
    form = Form({"nik": "1" * 17})
    node = draw(
        '{% error_summary form %}{% field form.nik entry="nik" %}{% field form.state %}{% field form.consent %}',
        form=form,
    )
    (control,) = node.cssselect("input[name=nik]")
    assert control.get("aria-describedby") == "id_nik_helptext id_nik_error"
    assert (control.get("aria-invalid"), control.get("inputmode"), control.get("autocomplete")) == (
        "true",
        "numeric",
        "off",
    )
    (group,) = node.cssselect("fieldset")
    assert group.get("aria-describedby") == "id_state_error"
    identified = {item.get("id") for item in node.iter() if item.get("id")}
    for item in node.iter():
        assert set((item.get("aria-describedby") or "").split()) <= identified
    targets = [link.get("href").removeprefix("#") for link in node.cssselect(".errors a")]
    assert targets == ["id_nik", "id_state_0", "id_consent"]
    assert set(targets) <= identified


def test_a_form_not_yet_sent_has_no_summary() -> None:
    assert words(draw("{% error_summary form %}", form=Form())) == ""


def test_what_may_stay_empty_says_so() -> None:
    node = draw('{% field form.starts_on entry="date" %}', form=Form(initial={"starts_on": DAY}))
    assert "(boleh dikosongkan)" in words(node)
    (control,) = node.cssselect("input")
    assert (control.get("type"), control.get("value")) == ("date", "2018-01-22")


FIGURE = '{% figure value=value label="Terdaftar" counts="orang" edition="edisi 2018" as_of=day suppressed=small url="/x/" %}'


@pytest.mark.parametrize(
    ("value", "small", "shown", "linked"),
    [
        (4230, False, "4.230", True),
        (None, False, "belum ada data", True),
        (3, True, "<5", False),
        (0, False, "0", True),
    ],
)
def test_a_figure_never_stands_alone(value: int | None, small: bool, shown: str, linked: bool) -> None:
    node = draw(FIGURE, value=value, small=small, day=DAY)
    assert words(node.cssselect(".value")[0]) == shown
    assert "orang · edisi 2018 · data per 22 Januari 2018" in words(node)
    assert bool(node.cssselect("a")) == linked
    assert not small or str(value) not in words(node).replace("2018", "")


def test_a_corrected_entry_stays_readable() -> None:
    entry = TimelineEntry(on=DAY, title="Dikunjungi", corrected_reason="orang lain", corrected_on=date(2018, 2, 1))
    node = draw("{% timeline entries=entries %}", entries=[entry])
    assert words(node.cssselect("del")[0]) == "Dikunjungi"
    assert "Diperbaiki 1 Februari 2018: orang lain" in words(node)


def test_a_table_sorts_by_links_and_its_rows_are_links() -> None:
    columns = [Column("Nama", url="?urut=-nama", sorted="ascending"), Column("Omzet", numeric=True)]
    row = '<tr>{% row_link label=name url="/a/" %}</tr>'
    source = '{% data_table caption="Anggota" columns=columns %}' + row + "{% enddata_table %}"
    node = draw(source, columns=columns, name="<Sri>")
    assert node.cssselect("th[aria-sort=ascending] a")[0].get("href") == "?urut=-nama"
    assert words(node.cssselect("tbody th a[data-row]")[0]) == "<Sri>"


def test_an_unknown_order_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown order"):
        Column("Nama", sorted="up")


def test_filters_can_be_removed_one_by_one() -> None:
    word = FilterWord("Kecamatan", "Senen", "?")
    node = draw('{% filter_words words=words clear_url="?semua" count=3 %}', words=[word])
    assert [link.get("href") for link in node.cssselect("a")] == ["?", "?semua"]
    assert words(node).startswith("3 baris Kecamatan: Senen")


def test_the_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/", {"q": "sri", "halaman": "2"})
    page = Paginator(range(30), 10).get_page(2)
    node = draw("{% pager page=page %}", page=page, request=request)
    assert [link.get("href") for link in node.cssselect("a")] == ["?q=sri&halaman=1", "?q=sri&halaman=3"]
    assert words(draw("{% pager page=page %}", page=Paginator(range(3), 10).get_page(1), request=request)) == ""


def test_bars_are_in_proportion_and_missing_is_not_zero() -> None:
    drawn = charts.bars([Bar("a", 200), Bar("b", 50), Bar("c", None), Bar("d", 0), Bar("e", 0.01)])
    assert [item.width for item in drawn] == [100.0, 25.0, 0.0, 0.0, 0.5]
    node = draw(
        '{% bar_list bars=bars title="Judul" counts="orang" as_of=day %}',
        bars=[Bar("Senen", 1234, direction=Direction.WORSE), Bar("Koja", None)],
        day=DAY,
    )
    assert "Senen 1.234" in words(node)
    assert "Koja belum ada data" in words(node)
    assert node.cssselect("rect.fill-worse")


POINTS = [PathPoint(date(2018, 1, 1), 0, 0), PathPoint(date(2018, 7, 1), 100, 60), PathPoint(date(2019, 1, 1), 200)]


def test_a_path_is_drawn_to_scale() -> None:
    drawing = charts.path(POINTS)
    assert (len(drawing.target), len(drawing.actual)) == (2, 1)
    assert drawing.grid[-1].value == 200
    assert drawing.actual[0].y1 == charts.BOTTOM
    assert drawing.target[-1].y2 == charts.TOP
    assert drawing.actual_label is not None
    assert drawing.actual_label.y > drawing.actual[0].y2, "behind the plan: the label stands below the line"


def test_a_path_has_a_sentence_labels_and_its_table() -> None:
    node = draw('{% path_chart points=points title="T" sentence="S" counts="orang" as_of=day %}', points=POINTS, day=DAY)
    drawn = [words(text) for text in node.cssselect("svg text")]
    assert "tercapai 60" in drawn
    assert "rencana 200" in drawn
    assert [words(cell) for cell in node.cssselect("details tbody tr")[1]] == ["1 Juli 2018", "100", "60"]
    assert all("," not in line.get("x1") for line in node.cssselect("svg line")), "no decimal commas inside a drawing"


@pytest.mark.parametrize("points", [[], POINTS[:1], [POINTS[0], POINTS[0]]])
def test_a_path_needs_two_dates(points: list[PathPoint]) -> None:
    with pytest.raises(ValueError, match="two"):
        charts.path(points)


@pytest.mark.parametrize(("highest", "top"), [(0, 1), (1, 1), (7, 8), (10, 10), (11, 20), (40_800, 50_000), (200_000, 200_000)])
def test_nice_top(highest: int, top: int) -> None:
    assert charts.nice_top(highest) == top
