from pathlib import Path

import pytest
from django.utils import translation

from okoce.ui import catalogues


def _app(folder: Path) -> catalogues.App:
    (folder / "web.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "A = _('Simpan')\nB = ngettext('%(n)d orang', '%(n)d orang', 2)\nC = pgettext('tahap', 'Selesai')\n"
    )
    (folder / "page.html").write_text(
        '{% load i18n %}<p>\n   {% if a %}{% translate "Keluar" %}{% endif %}</p>\n'
        "  {% blocktranslate with n=x %}Halo {{ n }}{% endblocktranslate %}\n{# a lonely ( bracket #} it's "
        "{{ _('Cari') }}"
    )
    return catalogues.App("okoce.sample", folder)


def test_source_is_read_from_python_and_templates(tmp_path: Path) -> None:
    assert catalogues.extracted(_app(tmp_path)) == {
        ("", "Simpan"),
        ("", ("%(n)d orang", "%(n)d orang")),
        ("tahap", "Selesai"),
        ("", "Keluar"),
        ("", "Halo %(n)s"),
        ("", "Cari"),
    }


def test_update_keeps_translations_and_drops_dead_entries(tmp_path: Path) -> None:
    app = _app(tmp_path)
    app.po.parent.mkdir(parents=True)
    app.po.write_text('msgid ""\nmsgstr ""\n\nmsgid "Simpan"\nmsgstr "Save"\n\nmsgid "Lama"\nmsgstr "Old"\n')
    app.po.write_text(catalogues.updated(app))
    kept = {message.id: message.string for message in catalogues.entries(catalogues.read_catalogue(app.po))}
    assert kept["Simpan"] == "Save"
    assert "Lama" not in kept
    assert catalogues.updated(app) == app.po.read_text()


def test_a_sentence_that_another_app_has_said_is_not_translated_twice(tmp_path: Path) -> None:
    app = _app(tmp_path)
    app.po.parent.mkdir(parents=True)
    app.po.write_text(catalogues.updated(app, {("", "Simpan"): "Save", ("", "Selesai"): "Done"}))
    known = {catalogues.key_of(message): message.string for message in catalogues.entries(catalogues.read_catalogue(app.po))}
    assert known["", "Simpan"] == "Save"
    assert known["tahap", "Selesai"] == "", "another context is another sentence"


def test_each_kind_of_gap_is_named(tmp_path: Path) -> None:
    app = _app(tmp_path)
    app.po.parent.mkdir(parents=True)
    app.po.write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Simpan"\nmsgstr ""\n\n#, fuzzy\nmsgid "Keluar"\nmsgstr "Out"\n\n'
        'msgid "Halo %(n)s"\nmsgstr "Hello %(name)s"\n\nmsgid "Cari"\nmsgstr "Search"\n\n'
        'msgctxt "tahap"\nmsgid "Selesai"\nmsgstr "Done"\n'
    )
    problems = catalogues.missing_translations([app])
    assert problems == [
        "okoce.sample: not in the catalogue: ('%(n)d orang', '%(n)d orang')",
        "okoce.sample: other placeholders: 'Halo %(n)s'",
        "okoce.sample: marked fuzzy: 'Keluar'",
        "okoce.sample: without English: 'Simpan'",
    ]


def test_compiled_only_when_newer(tmp_path: Path) -> None:
    app = _app(tmp_path)
    app.po.parent.mkdir(parents=True)
    app.po.write_text(catalogues.updated(app))
    assert [catalogues.compile_catalogue(app.po) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("app", catalogues.our_apps(), ids=lambda app: app.name)
def test_nothing_in_the_source_lacks_english(app: catalogues.App) -> None:
    assert catalogues.missing_translations([app]) == []


def test_the_same_indonesian_has_the_same_english_everywhere() -> None:
    assert catalogues.conflicting_translations() == []


@pytest.mark.parametrize("app", catalogues.our_apps(), ids=lambda app: app.name)
def test_catalogue_is_as_extract_messages_writes_it(app: catalogues.App) -> None:
    if app.po.exists():
        assert app.po.read_text("utf-8") == catalogues.updated(app)


def test_django_speaks_the_words_of_the_market() -> None:
    catalogues.compile_all()
    with translation.override("id"):
        assert translation.gettext("This field is required.") == "Bagian ini belum diisi."
