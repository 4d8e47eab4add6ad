"""Proposals of rules for the cells of the access table: by the evaluator, so that the administrator is the second person."""

from datetime import timedelta

from okoce.accounts.enums import Role
from okoce.regulations.models import RuleChange, RulePreview, RuleRow
from okoce.regulations.services import RowContent, ask_preview, put_row, start_change, submit
from tests.world import World, today


def in_force() -> RuleRow:
    return RuleRow.objects.get(code="community.answer_days", status="active")


def proposed(world: World) -> RuleChange:
    """A draft of the evaluator."""
    by, old = world.actor(Role.EVALUATOR), in_force()
    change = start_change(by=by, reason="Uji akses")
    content = RowContent(old.code, 9, old.unit, "Pergub uji", today() + timedelta(days=9))
    put_row(by=by, change_id=change.id, content=content, replaces=old.id)
    return change


def previewed(world: World) -> RulePreview:
    return ask_preview(by=world.actor(Role.EVALUATOR), change_id=proposed(world).id)


def handed_in(world: World) -> RulePreview:
    """The preview of a proposal that waits for a second person."""
    preview = previewed(world)
    submit(by=world.actor(Role.EVALUATOR), change_id=preview.change_id, seen=preview.digest)
    return preview


def newest() -> RuleChange:
    """The proposal that the address of this cell names."""
    return RuleChange.objects.latest("drafted_at")
