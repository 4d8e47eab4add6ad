"""Versions of the official classification of businesses (KBLI), and what our own rows about it may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KbliVersion(models.TextChoices):
    """A class is a version and a code. A bare code names nothing: 1,052 numbers of 2020 are used again in 2025, many of
    them with another meaning."""

    V2020 = "2020", _("KBLI 2020")
    V2025 = "2025", _("KBLI 2025")


class Relation(models.TextChoices):
    """What became of a class of 2020. MOVED: the business has another place in the order, under another name."""

    SAME_MEANING = "same_meaning", _("arti sama")
    RENAMED = "renamed", _("berganti nama")
    SPLIT = "split", _("dipecah")
    MERGED = "merged", _("digabung")
    MOVED = "moved", _("dipindahkan")


class TermKind(models.TextChoices):
    SYNONYM = "synonym", _("kata lain")
    REGIONAL = "regional", _("kata daerah")
    SLANG = "slang", _("kata pergaulan")
    ENGLISH = "english", _("kata Inggris")


class Origin(models.TextChoices):
    """Where a row comes from. A load of shipped data changes and removes SHIPPED rows only."""

    SHIPPED = "shipped", _("bawaan sistem")
    OFFICE = "office", _("dimasukkan kantor")


class ClassGroup(models.TextChoices):
    """Our own grouping of the classes that matter to micro businesses, for lists; the classification knows no such groups."""

    FARMING = "farming", _("Pertanian dan kebun kota")
    ANIMALS = "animals", _("Ternak dan hewan")
    FISH = "fish", _("Perikanan")
    FOOD = "food", _("Membuat makanan")
    DRINK = "drink", _("Membuat minuman")
    EATERY = "eatery", _("Warung, katering, dan minuman siap saji")
    FASHION = "fashion", _("Busana dan tekstil")
    CRAFT = "craft", _("Kerajinan dan bengkel produksi")
    PRINTING = "printing", _("Percetakan dan kertas")
    BEAUTY = "beauty", _("Kecantikan dan perawatan diri")
    HEALTH = "health", _("Kesehatan dan obat")
    RETAIL = "retail", _("Toko dan jualan eceran")
    WHOLESALE = "wholesale", _("Agen dan grosir")
    REPAIR = "repair", _("Servis dan perbaikan")
    TRANSPORT = "transport", _("Angkutan dan kiriman")
    EDUCATION = "education", _("Kursus dan pengasuhan anak")
    CREATIVE = "creative", _("Kreatif, acara, dan digital")
    RENTAL = "rental", _("Penyewaan dan penginapan")
    BUILDING = "building", _("Bangunan dan instalasi")
    SERVICES = "services", _("Jasa lainnya")
    LEISURE = "leisure", _("Olahraga dan hiburan")
    RECYCLING = "recycling", _("Sampah dan barang bekas")
