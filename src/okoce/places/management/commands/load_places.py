"""Load places of any province from a CSV file."""

import getpass
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.core.decisions import NotAllowed
from okoce.places import services, texts


class Command(BaseCommand):
    help = str(gettext_lazy("Muat wilayah dari berkas CSV (format: src/okoce/places/data/README.md)."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        if not file.is_file():
            raise CommandError(_("Berkas tidak ditemukan: %(file)s") % {"file": file})
        try:
            loaded = services.load_places(by=getpass.getuser(), path=file)
        except NotAllowed as refused:
            problems = "\n".join(texts.sentence(reason) for reason in refused.decision.reasons)
            raise CommandError(f"{_('Tidak ada yang diubah.')}\n{problems}") from refused
        self.stdout.write(
            _("Wilayah baru: %(created)s, diubah: %(changed)s, nama lain baru: %(aliases)s.")
            % {"created": loaded.created, "changed": loaded.changed, "aliases": loaded.aliases}
        )
