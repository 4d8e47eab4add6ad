"""Official titles in readable case."""

import pytest

from okoce.classifications.rules.classes import KbliRef, readable_title


@pytest.mark.parametrize(
    ("official", "readable"),
    [
        ("INDUSTRI KERUPUK, KERIPIK, PEYEK, DAN SEJENISNYA", "Industri kerupuk, keripik, peyek, dan sejenisnya"),
        ("Perdagangan Eceran Minyak Pelumas Di Toko", "Perdagangan eceran minyak pelumas di toko"),
        ("PENCETAKAN TIGA DIMENSI (3D)", "Pencetakan tiga dimensi (3D)"),
        (
            "AKTIVITAS SANTE PAR AQUA (SPA) HARIAN, SAUNA, DAN PEMANDIAN",
            "Aktivitas sante par aqua (SPA) harian, sauna, dan pemandian",
        ),
        ("PERDAGANGAN ECERAN GAS TABUNG LPG", "Perdagangan eceran gas tabung LPG"),
        ("INDUSTRI KERAJINAN YTDL", "Industri kerajinan yang tidak termasuk di tempat lain"),
        ("Restoran", "Restoran"),
        ("", ""),
    ],
)
def test_titles_are_readable(official: str, readable: str) -> None:
    assert readable_title(official) == readable


def test_a_class_without_an_everyday_name_is_called_by_its_title() -> None:
    bare = KbliRef("2025", "01111", "PERTANIAN JAGUNG", "", "", "", "", "", "source", True)
    assert bare.name == bare.title == "Pertanian jagung"
    assert bare.key == "2025:01111"
