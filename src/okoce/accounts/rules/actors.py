"""Who acts, and over what: pure rules of roles and scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

EVERYWHERE = ""


def within(scope: str, place_code: str) -> bool:
    """Whether a place lies in a scope: a Kemendagri code with everything below it; ``EVERYWHERE`` holds every place."""
    return scope == EVERYWHERE or place_code == scope or place_code.startswith(scope + ".")


@dataclass(frozen=True, slots=True)
class Held:
    """A role that holds today: over a place with all below it, or over one organisation."""

    role: str
    place_code: str = EVERYWHERE
    org_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something: an account with the roles that hold today, or a member acting for herself.

    ``label`` is how the actor is shown to people ("Petugas kecamatan Tebet"); ``person_id`` is set for a signed-in member who
    has picked herself. Deny by default: an actor without roles may do nothing to others. ``is_staff``: an account with a user name;
    ``factor_due``: her role needs a second factor that this session has not shown, so her roles are not among ``held``.
    """

    user_id: UUID | None = None
    label: str = ""
    held: tuple[Held, ...] = ()
    person_id: UUID | None = None
    is_staff: bool = False
    factor_due: bool = False

    @property
    def is_known(self) -> bool:
        return self.user_id is not None

    def roles(self) -> frozenset[str]:
        return frozenset(item.role for item in self.held)

    def has(self, *roles: str) -> bool:
        return not self.roles().isdisjoint(roles)

    def places(self, *roles: str) -> tuple[str, ...]:
        """Scopes in which one of the roles is held; roles over an organisation give none."""
        return tuple(sorted({item.place_code for item in self.held if item.role in roles and item.org_id is None}))

    def organisations(self, *roles: str) -> tuple[UUID, ...]:
        return tuple(item.org_id for item in self.held if item.role in roles and item.org_id is not None)

    def over(self, place_code: str, roles: Iterable[str]) -> bool:
        """Whether one of the roles is held over a place."""
        return any(within(scope, place_code) for scope in self.places(*roles))


NOBODY = Actor()
