"""Which permit each task of the roadmap leads to."""

from okoce.stages.p4_licensing.enums import Licence

LICENCE_OF = {
    "nib": Licence.NIB,
    "sku": Licence.SKU,
    "kkpr": Licence.KKPR,
    "standard_declared": Licence.STANDARD,
    "standard_verified": Licence.STANDARD,
    "licence_high": Licence.HIGH_RISK,
    "spp_irt": Licence.PIRT,
    "bpom_md": Licence.BPOM_MD,
    "slhs": Licence.SLHS,
    "lhsp": Licence.LHSP,
    "halal_sehati": Licence.HALAL,
    "halal_regular": Licence.HALAL,
    "brand": Licence.BRAND,
    "bpom_cosmetic": Licence.COSMETIC,
    "bpom_traditional": Licence.TRADITIONAL,
}
"""Tasks that end with a paper; a confirmed permit of this kind closes them."""
TASK_OF = {
    **{str(licence): task for task, licence in LICENCE_OF.items()},
    str(Licence.HALAL): "halal_sehati",
}
"""The task whose promised days hold for a kind of permit; halal certificates of both ways are promised alike."""
