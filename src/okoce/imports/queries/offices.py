"""In whose name sheets are uploaded."""

from okoce.accounts.enums import Role

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
"""Who works with sheets, over the place of the office and all below it."""
