"""The database as witness: pairs are whole, rights are as designed, secrets are sealed, migrations are complete."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import BinaryField, CheckConstraint, Field, ForeignObject, Model, Q

from tests.architecture.source import nothing_wrong

OURS = "okoce."
READ, WRITE = frozenset({"SELECT"}), frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
APPEND = frozenset({"SELECT", "INSERT"})
RIGHTS_OF_APP = {
    "facts_fact": APPEND,
    "facts_position": APPEND,
    "facts_batch": APPEND,
    "facts_batchleaves": APPEND,
    "facts_factdetails": APPEND | {"DELETE"},  # erased with the person's key
    "facts_personkey": APPEND | {"DELETE"},
    "facts_unsealed": APPEND | {"DELETE"},  # a queue
    "facts_live": READ | {"INSERT", "UPDATE", "DELETE"},  # a view over joins: PostgreSQL refuses to write through it
    "rounds_pack": APPEND,  # frozen
    "figures_publishedfigure": APPEND,  # as printed
    "audit_opening": APPEND,
    "members_emergencyaccess": APPEND,  # the words and the supervisor's answer may change, see its migration
    "audit_change": APPEND,
    "p4_licensing_savedanswer": APPEND,  # an answer is taken back by a later line
    "p4_licensing_roadmapdecision": APPEND,  # as it was shown
    "regulations_rulereview": APPEND,
    "privacy_datarequest": APPEND | {"UPDATE"},
    "privacy_erasure": APPEND | {"UPDATE"},  # an order is carried further, never taken away
    "privacy_retained": APPEND | {"UPDATE"},
}
"""Tables where the application may not do everything."""
CLOSED_TO_READER = frozenset(
    {
        "facts_factdetails",
        "facts_personkey",
        "privacy_retained",
        "accounts_secondfactor",
        "accounts_recoverycode",
        "django_session",
    }
)
HALF_PAIRS = {
    "accounts.RoleGrant.granted_by": "the first administrator and accounts of a demonstration are granted by the command",
    "accounts.Invitation.made_by": "the first invitation is made by the command",
    "audit.Change.changed_by": "the worker and commands change too",
    "facts.Fact.recorded_by": "citizens register themselves, and the worker settles it",
    "privacy.Erasure.ordered_by": "a restored backup is erased again by the command, from the log of ids",
    "regulations.RuleRow.created_by": "rows that the repository ships are loaded by the command",
}
"""``…_by`` fields that may be empty beside a filled ``…_at`` or ``…_on``, with the reason."""
PERSONAL = ("nik", "phone", "address", "family_card", "bank_account")
OPEN_PERSONAL = {
    "partners.Centre.address": "the address of a public office",
    "p4_licensing.CounterDay.address": "where a public counter is held",
}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(OURS)]


def fields_of(model: type[Model]) -> "Iterator[Field[object, object]]":
    return (field for field in model._meta.get_fields() if isinstance(field, Field))


def test_who_and_when_are_a_pair() -> None:
    """Half a pair (somebody, never; at ten, nobody) is refused by the database."""
    wrong = [
        f"{label} beside {other}"
        for model in our_models()
        for label, name, other in _pairs(model)
        if label not in HALF_PAIRS and not _both_required(model, name, other) and not _constrained(model, {name, other})
    ]
    nothing_wrong(wrong, "add a CheckConstraint that names both fields, or say in HALF_PAIRS why one may stand alone")


def _pairs(model: type[Model]) -> Iterator[tuple[str, str, str]]:
    names = {field.name for field in fields_of(model)}
    for name in sorted(names):
        stem = name.removesuffix("_by")
        for other in (f"{stem}_at", f"{stem}_on"):
            if name.endswith("_by") and other in names:
                yield f"{model._meta.label}.{name}", name, other


def _both_required(model: type[Model], *names: str) -> bool:
    return not any(model._meta.get_field(name).null for name in names)


def _constrained(model: type[Model], names: set[str]) -> bool:
    checks = (item for item in model._meta.constraints if isinstance(item, CheckConstraint))
    return any(names <= set(_names(check.condition)) for check in checks)


def _names(condition: object) -> Iterator[str]:
    if isinstance(condition, Q):
        for child in condition.children:
            yield from _names(child) if isinstance(child, Q) else [str(next(iter(child))).split("__")[0]]  # type: ignore[arg-type]  # a leaf is a (look-up, value) pair


def test_personal_numbers_are_sealed() -> None:
    """NIK, phone and address are kept encrypted (``…_sealed``) and looked up by a keyed hash (``…_hash``)."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in fields_of(model)
        if any(word in field.name for word in PERSONAL)
        and f"{model._meta.label}.{field.name}" not in OPEN_PERSONAL
        and not (isinstance(field, BinaryField) and field.name.endswith(("_sealed", "_hash")))
    ]
    nothing_wrong(wrong, "make it a BinaryField …_sealed (core.encryption) with a …_hash beside it")


@pytest.mark.parametrize("label", ["facts", "accounts", "audit", "messaging"])
def test_low_apps_point_at_nobody_above(label: str) -> None:
    """Opaque ids only: these apps can be read, moved and proven without the apps above them."""
    outward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(label).get_models()
        for field in fields_of(model)
        if isinstance(field, ForeignObject) and field.related_model._meta.app_label != label
    ]
    nothing_wrong(outward, "keep the id as a UUIDField")


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_rights_of_the_application() -> None:
    rights = _rights("okoce_app")
    wrong = [
        f"{table}: has {', '.join(sorted(found))}, should have {', '.join(sorted(wanted))}"
        for table, found in rights.items()
        if found != (wanted := RIGHTS_OF_APP.get(table, WRITE))
    ]
    nothing_wrong(wrong, "grant or revoke in a migration of the app, or change RIGHTS_OF_APP with the design")
    nothing_wrong(RIGHTS_OF_APP.keys() - rights.keys(), "these tables are gone: delete them from RIGHTS_OF_APP")


@pytest.mark.django_db
def test_rights_of_the_reader() -> None:
    rights = _rights("okoce_reader")
    wrong = [table for table, found in rights.items() if found != (frozenset() if table in CLOSED_TO_READER else READ)]
    nothing_wrong(wrong, "the reader only reads, and neither details nor keys")


def _rights(role: str) -> dict[str, frozenset[str]]:
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
    columns = ", ".join(f"has_table_privilege(%(role)s, c.oid, '{verb}')" for verb in verbs)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.relname, {columns} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'm', 'p') ORDER BY 1",
            {"role": role},
        )
        return {row[0]: frozenset(verb for verb, held in zip(verbs, row[1:], strict=True) if held) for row in cursor.fetchall()}
