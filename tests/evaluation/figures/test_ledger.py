"""The ledger on the real database: nothing twice, nothing overwritten, and its pages."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, transaction
from django.test import Client

from okoce.core.decisions import NotAllowed
from okoce.evaluation.figures.models import PublishedFigure
from okoce.evaluation.figures.queries import figures_known, findings
from okoce.evaluation.figures.services import import_figures, load_shipped_figures
from tests.threads import at_once

HEADER = "row,period_from,as_of,date_basis,scope,indicator,measure,value,note,source_url\n"
ROW = "1,,2024-05-01,day,DKI,P1,stock,{value},{note},https://example.org/a\n"


def imported(text: str, known_on: date = date(2026, 1, 1)) -> tuple[int, int, int, int]:
    done = import_figures(file=io.StringIO(text), name="a.csv", known_on=known_on)
    return done.new, done.changed, done.same, len(done.refused)


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_twice() -> None:
    before = PublishedFigure.objects.count()
    text = HEADER + ROW.format(value=10, note="")
    assert imported(text) == (1, 0, 0, 0)
    assert imported(text) == (0, 0, 1, 0)
    assert PublishedFigure.objects.count() == before + 1


@pytest.mark.django_db
def test_another_value_is_another_reading_and_the_former_stays_known_at_its_time() -> None:
    imported(HEADER + ROW.format(value=10, note=""))
    assert imported(HEADER + ROW.format(value=12, note="misread"), date(2026, 3, 1)) == (0, 1, 0, 0)

    def values(on: date) -> list[int]:
        return [int(one.value) for one in figures_known(on) if one.source == "https://example.org/a"]

    assert values(date(2025, 12, 31)) == []
    assert values(date(2026, 2, 1)) == [10]
    assert values(date(2026, 3, 1)) == [12]


@pytest.mark.django_db
def test_a_value_that_was_known_earlier_is_refused_with_the_day() -> None:
    imported(HEADER + ROW.format(value=10, note=""))
    with pytest.raises(NotAllowed) as refused:
        imported(HEADER + ROW.format(value=12, note=""), date(2025, 1, 1))
    assert refused.value.decision.codes == ("figures.known_later",)


@pytest.mark.django_db
def test_rows_that_cannot_be_read_are_named_and_the_others_stored() -> None:
    good, bad_day, bad_number = ROW.format(value=10, note=""), ROW.replace("2024-05-01", "1 May"), ROW.format(value="ten", note="")
    done = import_figures(
        file=io.StringIO(HEADER + good + bad_day.format(value=1, note="") + bad_number), name="a", known_on=date(2026, 1, 1)
    )
    assert (done.new, [(row.line, row.code, row.column) for row in done.refused]) == (
        1,
        [(3, "date_unreadable", "as_of"), (4, "number_unreadable", "value")],
    )


@pytest.mark.django_db
def test_a_file_of_another_sort_is_refused_whole() -> None:
    with pytest.raises(NotAllowed):
        imported("name,phone\nA,1\n")


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_forget_what_was_published() -> None:
    for statement in (lambda: PublishedFigure.objects.update(value=1), lambda: PublishedFigure.objects.all().delete()):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            statement()


def test_two_imports_at_once_store_each_figure_once(own_database: str) -> None:
    text = HEADER + ROW.format(value=10, note="")
    at_once(4, lambda: imported(text))
    assert PublishedFigure.objects.filter(source="https://example.org/a").count() == 1


@pytest.mark.django_db
def test_commands_print_counts_and_sentences(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("files") / "a.csv"
    file.write_text(HEADER + ROW.format(value=10, note="also prints 12"))
    out = io.StringIO()
    call_command("figures_import", str(file), "--known-at", "2026-01-01", stdout=out)
    call_command("figures_check", stdout=out)
    assert "1 new, 0 changed, 0 known already, 0 refused" in out.getvalue()
    assert "Satu sumber mencetak dua angka untuk hal yang sama: 10 dan 12." in out.getvalue()
    file.write_text(HEADER + ROW.format(value="ten", note=""))
    with pytest.raises(CommandError, match="1 rows were refused"):
        call_command("figures_import", str(file), stdout=out, stderr=out)


@pytest.mark.django_db
def test_the_page_shows_every_finding_and_each_figure_of_the_chosen_definition(client: Client) -> None:
    load_shipped_figures()
    figures = figures_known(date(2026, 12, 31))
    page = client.get("/angka/pernah-diumumkan/?ukuran=P7")
    text = page.content.decode()
    assert page.status_code == 200
    assert len(page.context["contradictions"]) + len(page.context["explained"]) == len(findings(figures))
    assert len(page.context["rows"]) == sum(one.definition == "P7" for one in figures)
    for row in page.context["rows"]:
        for mark in row.marks:
            assert f'id="t-{mark}"' in text
    assert "Saluran (2.366) bukan wilayah" in text


@pytest.mark.django_db
def test_a_day_in_the_past_shows_what_was_known_then_and_nonsense_is_today(client: Client) -> None:
    assert client.get("/angka/pernah-diumumkan/?diketahui=2017-01-01").context["total"] == 0
    assert client.get("/angka/pernah-diumumkan/?diketahui=x&ukuran=%3Cb%3E").context["is_today"]


@pytest.mark.django_db
def test_the_file_keeps_the_axes_apart(client: Client) -> None:
    load_shipped_figures()
    lines = client.get("/angka/pernah-diumumkan/unduh.csv").content.decode().splitlines()
    assert lines[0].split(",")[4:8] == ["area", "channel", "agency", "period"]
    assert any(line.startswith("2018-02-15,published,P1,stock,ID/DKI,okoce.me,,") for line in lines)
