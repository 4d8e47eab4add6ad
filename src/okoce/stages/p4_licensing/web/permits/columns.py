"""Headings of the lists of permits."""

from django.utils.translation import gettext as _

from okoce.ui.components import Column


def waiting_columns() -> list[Column]:
    return [Column(label) for label in (_("Anggota"), _("Izin"), _("Terbit"), _("Dilaporkan"), _("Berkas"))]


def ending_columns() -> list[Column]:
    return [Column(label) for label in (_("Anggota"), _("Izin"), _("Berakhir"), _("Keadaan"), _("Langkah berikutnya"))]


def service_columns() -> list[Column]:
    labels = (_("Permohonan"), _("Dijanjikan, hari"), _("Separuh selesai, hari"), _("9 dari 10 selesai, hari"), _("Masih menunggu"))
    return [
        Column(_("Izin dan kantor")),
        *(Column(label, numeric=True) for label in labels),
        Column(_("Tepat janji"), numeric=True),
    ]
