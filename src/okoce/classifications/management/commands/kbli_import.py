"""Take a complete official list of business classes from a CSV file."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.classifications import services, texts
from okoce.classifications.enums import KbliVersion
from okoce.core.decisions import NotAllowed


class Command(BaseCommand):
    help = str(gettext_lazy("Impor daftar lengkap KBLI dari berkas CSV (kolom code,title[,description])."))

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """``--version`` is the version of the classification, in place of Django's own."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--version", dest="kbli_version", choices=KbliVersion.values, required=True)
        parser.add_argument("--source", default="", help=_("dari mana daftar ini, dan tanggal diambil"))

    def handle(self, *args: object, file: Path, kbli_version: str, source: str, **options: object) -> None:
        version = KbliVersion(kbli_version)
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                done = services.import_classes(by=getpass.getuser(), lines=lines, version=version, source=source or file.name)
        except NotAllowed as refused:
            problems = "\n".join(texts.sentence(reason) for reason in refused.decision.reasons)
            raise CommandError(f"{_('Tidak ada yang diubah.')}\n{problems}") from refused
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("Berkas %(file)s tidak terbaca: %(error)s") % {"file": file, "error": error}) from error
        self.stdout.write(
            _("Kelompok baru: %(created)s, diubah: %(changed)s, tetap: %(same)s.")
            % {"created": done.created, "changed": done.changed, "same": done.same}
        )
