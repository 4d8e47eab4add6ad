"""What waits on the list of rules: for the reader, and for others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from okoce.accounts.queries import Actor, names_of
from okoce.regulations import permissions, queries
from okoce.regulations.enums import ChangeState
from okoce.regulations.web.presentation import change_words


def open_changes(actor: Actor) -> list[dict[str, Any]]:
    """Every open proposal: first what waits for the reader, then her own, then those of others."""
    found = queries.changes(ChangeState.DRAFT, ChangeState.SUBMITTED)
    names = names_of({change.drafted_by for change in found})
    rows = []
    for change in found:
        mine = change.drafted_by == actor.user_id
        judge = permissions.may_judge(actor, change).allowed
        rows.append(
            {
                **change_words(change),
                "author": names.get(change.drafted_by, ""),
                "mine": mine,
                "judge": judge,
                "kicker": _("Menunggu Anda") if judge else _("Usulan Anda") if mine else _("Disusun orang lain"),
            }
        )
    return sorted(rows, key=lambda row: (not row["judge"], not row["mine"]))
