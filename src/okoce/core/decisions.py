"""Answers of rules: a decision is never a bare "no", it carries reason codes that a page turns into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused or warned about: a permanent code and the numbers, codes or dates that its sentence needs."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed or not; a refusal has at least one reason. Warnings accompany an allowed action."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.allowed and not self.reasons:
            raise ValueError("a refusal needs a reason")

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)

    @classmethod
    def yes(cls, *warnings: Reason) -> "Decision":
        return cls(True, (), warnings)

    @classmethod
    def no(cls, code: str, /, **params: object) -> "Decision":
        return cls(False, (Reason(code, params),))


class NotAllowed(Exception):
    """Raised by services when a decision refuses; pages, API and tests read ``decision``."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(", ".join(decision.codes))
        self.decision = decision


def require(decision: Decision) -> Decision:
    """Raise :class:`NotAllowed` unless allowed; return the decision, whose warnings the caller may show."""
    if not decision.allowed:
        raise NotAllowed(decision)
    return decision
