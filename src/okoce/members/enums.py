"""Permanent codes about people, enrolments and consents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryStatus(TextChoices):
    """State of the business on the day of registration; fixed for the enrolment."""

    NONE = "none", _("Belum berjualan, baru punya ide")
    TRADING = "trading", _("Sudah berjualan, belum punya izin")
    LICENSED = "licensed", _("Sudah berjualan dan punya izin (NIB, IUMK, atau lainnya)")


class Purpose(TextChoices):
    """What the programme may use personal data for; one consent each, given or not (UU 27/2022)."""

    PROGRAMME = "programme", _("menjalankan program: mencatat kegiatan saya dan membantu saya pada tujuh langkah")
    CONTACT = "contact", _("menghubungi saya lewat HP tentang jadwal dan kesempatan")
    PARTNERS = "partners", _("memberi tahu mitra (dinas, bank, perusahaan) bahwa saya anggota")
    RESEARCH = "research", _("penelitian tanpa nama untuk memperbaiki program")


class EndReason(TextChoices):
    """Why an enrolment ended. Retired codes stay readable."""

    FINISHED = "finished", _("selesai")
    FOUND_JOB = "found_job", _("mendapat pekerjaan")
    CLOSED_BUSINESS = "closed_business", _("usaha ditutup")
    MOVED_AWAY = "moved_away", _("pindah ke luar Jakarta")
    WITHDREW = "withdrew", _("mengundurkan diri")
    UNREACHABLE = "unreachable", _("tidak dapat dihubungi")
    DIED = "died", _("meninggal dunia")
    DUPLICATE = "duplicate", _("pendaftaran ganda")
    IDENTITY_MISUSED = "identity_misused", _("identitas dipakai orang lain")
    ENTERED_BY_MISTAKE = "entered_mistake", _("pendaftaran dari berkas dibatalkan")
    ERASED = "erased", _("data dihapus atas permintaannya")


class Sex(TextChoices):
    FEMALE = "f", _("perempuan")
    MALE = "m", _("laki-laki")
