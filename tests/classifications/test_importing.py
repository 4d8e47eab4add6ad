"""Complete official lists, from a file into a real database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from okoce.classifications import queries, services, texts
from okoce.classifications.enums import KbliVersion, Origin, Relation, TermKind
from okoce.classifications.models import Conversion, DataStamp, KbliClass, SearchTerm
from okoce.classifications.services import Loaded
from okoce.core.decisions import NotAllowed
from tests.classifications.shipped import VERSIONS, classes, official, rows

pytestmark = pytest.mark.django_db


def take(text: str, version: KbliVersion = KbliVersion.V2025) -> Loaded:
    return services.import_classes(by="petugas", lines=text.splitlines(keepends=True), version=version, source="daftar contoh")


def refused(text: str) -> list[tuple[str, object]]:
    before = KbliClass.objects.count()
    with pytest.raises(NotAllowed) as error:
        take(text)
    assert KbliClass.objects.count() == before
    return [(reason.code, reason.params["line"]) for reason in error.value.decision.reasons]


def test_a_list_is_taken_and_the_same_again_changes_nothing() -> None:
    text = "code,title,description\n01111,PERTANIAN JAGUNG,Menanam jagung pipilan\n01112,PERTANIAN SEREALIA,\n"
    assert take(text) == Loaded(2, 0, 0)
    stamp = DataStamp.objects.get().value
    assert take(text) == Loaded(0, 0, 2)
    assert DataStamp.objects.get().value == stamp
    found = queries.describe("2025", "01111")
    assert (found.name, found.official_description, found.verified) == ("Pertanian jagung", "Menanam jagung pipilan", True)
    assert queries.find("jagung pipilan", "2025")[0].kbli == found
    assert not queries.exists("2020", "01111")


def test_headings_in_indonesian_and_levels_above() -> None:
    assert take("kode,judul\nA,PERTANIAN\n01,TANAMAN\n011,SEMUSIM\n0111,SEREALIA\n01111,PERTANIAN JAGUNG\n") == Loaded(1, 0, 0)


def test_an_official_description_is_kept_where_a_later_file_has_none() -> None:
    take("code,title,description\n01111,PERTANIAN JAGUNG,Menanam jagung\n")
    assert take("code,title\n01111,PERTANIAN JAGUNG\n") == Loaded(0, 0, 1)
    assert queries.describe("2025", "01111").official_description == "Menanam jagung"


def test_shipped_words_stay_and_an_imported_title_is_not_taken_back() -> None:
    ours = queries.describe("2025", "10794")
    assert take(f'code,title\n10794,"{ours.official_title} DAN CAMILAN"\n') == Loaded(0, 1, 0)
    services.load_shipped_classifications()
    found = queries.describe("2025", "10794")
    assert found.official_title == f"{ours.official_title} DAN CAMILAN"
    assert (found.plain, found.description, found.group) == (ours.plain, ours.description, ours.group)
    assert found.source == "daftar contoh"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kbli,nama\n01111,JAGUNG\n", [("kbli.columns_missing", 1)]),
        ("code,title\n", [("kbli.file_empty", 1)]),
        ("code,title\n01111,\n0111A,JAGUNG\n", [("kbli.title_missing", 2), ("kbli.code_malformed", 3)]),
        ("code,title\n01111,JAGUNG\n01112,PADI\n01111,JAGUNG\n", [("kbli.code_twice", 4)]),
        ("code,title\n1111,JAGUNG\n10794,KERUPUK\n", [("kbli.zeros_lost", 2)]),
        (f"code,title\n01111,{'A' * 301}\n", [("kbli.title_too_long", 2)]),
    ],
)
def test_each_wrong_line_is_named_and_nothing_is_stored(text: str, expected: list[tuple[str, int]]) -> None:
    assert refused(text) == expected


def test_reasons_are_sentences() -> None:
    with translation.override("id"), pytest.raises(NotAllowed) as error:
        take("code,title\n01111,JAGUNG\n01111,JAGUNG\n")
    sentence = texts.sentence(error.value.decision.reasons[0])
    assert sentence == "Baris 3: kode 01111 sudah ada di baris 2. Hapus salah satunya."


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "kbli.csv"
    path.write_text("\ufeffcode,title\n01111,PERTANIAN JAGUNG\n", "utf-8")
    out = StringIO()
    with translation.override("id"):
        call_command("kbli_import", str(path), "--version=2025", stdout=out)
        call_command("kbli_import", str(path), "--version=2025", stdout=out)
    assert out.getvalue().splitlines() == [
        "Kelompok baru: 1, diubah: 0, tetap: 0.",
        "Kelompok baru: 0, diubah: 0, tetap: 1.",
    ]
    assert queries.describe("2025", "01111").source == "kbli.csv"


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "kbli.csv"
    path.write_text("code,title\nxx,JAGUNG\n", "utf-8")
    with translation.override("id"), pytest.raises(CommandError, match="Tidak ada yang diubah") as error:
        call_command("kbli_import", str(path), "--version=2025")
    assert "Baris 2" in str(error.value)
    with pytest.raises(CommandError):
        call_command("kbli_import", str(tmp_path / "tidak-ada.csv"), "--version=2025")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_complete_list(version: str) -> None:
    listed = official(version)
    if listed is None:
        pytest.skip("the complete official lists do not lie beside this checkout")
    text = "code,title\n" + "".join(f'{code},"{title}"\n' for code, title in listed.items())
    done = take(text, KbliVersion(version))
    assert done == Loaded(len(listed) - len(classes(version)), 0, len(classes(version)))
    assert {ref.code: ref.official_title for ref in queries.all_classes(version)} == listed


def test_loading_again_changes_nothing() -> None:
    total = sum(len(rows(name)) for name in ("kbli_2020.csv", "kbli_2025.csv", "conversion.csv"))
    done = services.load_shipped_classifications()
    assert (done.created, done.changed, done.removed) == (0, 0, 0)
    assert done.same > total


def test_loading_mends_what_is_ours_and_leaves_what_an_office_added() -> None:
    office = KbliClass.objects.create(version="2025", code="01111", official_title="JAGUNG", source="kantor", origin=Origin.OFFICE)
    chips = KbliClass.objects.get(version="2025", code="10794")
    SearchTerm.objects.create(kbli_class=chips, term="kata kantor", kind=TermKind.SLANG, origin=Origin.OFFICE)
    SearchTerm.objects.create(kbli_class=chips, term="kata lama", kind=TermKind.SLANG, origin=Origin.SHIPPED)
    old = KbliClass.objects.get(version="2020", code="10794")
    Conversion.objects.create(old=old, new=office, relation=Relation.SPLIT, source="kantor", origin=Origin.OFFICE)
    Conversion.objects.create(old=old, new=KbliClass.objects.get(version="2025", code="56101"), relation=Relation.SPLIT,
                              source="lama", origin=Origin.SHIPPED)  # fmt: skip
    KbliClass.objects.filter(id=chips.id).update(plain="lain")
    done = services.load_shipped_classifications()
    assert (done.created, done.changed, done.removed) == (0, 1, 2)
    assert set(SearchTerm.objects.filter(term__startswith="kata ").values_list("term", flat=True)) == {"kata kantor"}
    assert queries.exists("2025", "01111")
    assert {found.to.code for found in queries.convert("2020", "10794", "2025")} == {"10794", "01111"}
    assert queries.describe("2025", "10794").plain == classes("2025")["10794"]["plain"]


def test_a_class_that_is_shipped_no_more_stays() -> None:
    """Permits point at classes: a load never removes one."""
    KbliClass.objects.create(version="2025", code="01111", official_title="JAGUNG", source="lama", origin=Origin.SHIPPED)
    services.load_shipped_classifications()
    assert queries.exists("2025", "01111")
