"""The second factor of staff: an app that makes codes, passkeys, and codes on paper for when both are lost."""

import secrets
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from okoce.accounts.enums import FactorKind
from okoce.accounts.models import RecoveryCode, SecondFactor, User
from okoce.accounts.permissions import may_change_account, may_remove_factor
from okoce.accounts.queries import factor_required, factors_of
from okoce.accounts.rules import Actor, clean_code, totp
from okoce.accounts.rules.factors import RECOVERY_CODES, RECOVERY_LENGTH, RECOVERY_SIGNS, clean_recovery
from okoce.accounts.rules.limits import FACTORS_PER_ACCOUNT, FACTORS_PER_ACCOUNT_AND_DAY
from okoce.accounts.services.grants import locked_staff
from okoce.accounts.services.throttling import give_back, reset, within_limits
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.ids import new_id


def add_totp(*, by: Actor, secret: bytes, code: str) -> tuple[str, ...]:
    """Set up the app whose secret this is, proven by a code of it; returns recovery codes where these are her first.

    NotAllowed: ``account_unknown`` (no account of staff), ``factor_app_exists``, ``code_unreadable``, ``factor_wrong``,
    ``too_many_tries``.
    """
    typed, user_id = clean_code(code), _own(by)
    require(Decision.yes() if typed else Decision.no("code_unreadable"))
    require(_counted(user_id))
    step = totp.matching_step(secret, typed, timezone.now().timestamp())
    if step is None:
        raise NotAllowed(Decision.no("factor_wrong"))
    with transaction.atomic():
        user = locked_staff(user_id)
        if SecondFactor.objects.filter(user=user, kind=FactorKind.TOTP).exists():
            raise NotAllowed(Decision.no("factor_app_exists"))
        factor_id = new_id()
        sealed = keyring(settings.SECRETS_DIR).seal(secret.hex(), sealed_as(factor_id))
        SecondFactor.objects.create(id=factor_id, user=user, kind=FactorKind.TOTP, secret_sealed=sealed, last_step=step)
        codes = written_factor(user, FactorKind.TOTP)
    _not_counted(user_id)
    return codes


def written_factor(user: User, kind: FactorKind, name: str = "") -> tuple[str, ...]:
    """Note that a factor was added; recovery codes where she has none. The account's row is locked."""
    after = {"kind": kind.value, "name": name}
    log_change(by=user.id, verb="account.factor_added", subject="account", subject_id=user.id, after=after)
    return () if user.recovery_codes.filter(used_at=None).exists() else _new_codes(user)


def new_recovery_codes(*, by: Actor) -> tuple[str, ...]:
    """Ten new codes instead of all earlier ones. NotAllowed: ``account_unknown``, ``factor_none``."""
    with transaction.atomic():
        user = locked_staff(_own(by))
        if not SecondFactor.objects.filter(user=user).exists():
            raise NotAllowed(Decision.no("factor_none"))
        log_change(by=user.id, verb="account.recovery_codes_made", subject="account", subject_id=user.id)
        return _new_codes(user)


def remove_factor(*, by: Actor, factor_id: UUID) -> None:
    """Take away one of her own factors; twice is once. With the last one its recovery codes go too.

    NotAllowed: ``account_unknown``, ``factor_needed`` for the last one of somebody whose role needs one.
    """
    with transaction.atomic():
        user = locked_staff(_own(by))
        factor = SecondFactor.objects.filter(user=user, id=factor_id).first()
        if factor is None:
            return
        others = SecondFactor.objects.filter(user=user).exclude(id=factor_id).count()
        require(may_remove_factor(others, is_required=factor_required(user, by)))
        before = {"kind": factor.kind, "name": factor.name}
        factor.delete()
        if not others:
            RecoveryCode.objects.filter(user=user).delete()
        log_change(by=user.id, verb="account.factor_removed", subject="account", subject_id=user.id, before=before)


def reset_factors(*, by: Actor, user_id: UUID, reason: str) -> None:
    """For somebody who lost all: an administrator takes factors and codes away and ends her sessions; her password stays.

    She is told when she signs in next, and leads herself through setting up anew. NotAllowed: those of ``may_change_account``,
    ``account_unknown``, ``factor_none``, ``reason_missing``.
    """
    require(may_change_account(by, user_id))
    _reset(user_id, by.user_id, reason)


def reset_factors_at_server(*, username: str, reason: str) -> None:
    """The same by whoever runs the server, for the only administrator. NotAllowed: ``account_unknown``, ``factor_none``,
    ``reason_missing``."""
    user = User.objects.filter(username=username.casefold()).first()
    if user is None:
        raise NotAllowed(Decision.no("account_unknown"))
    _reset(user.id, None, reason)


def _reset(user_id: UUID, reset_by: UUID | None, reason: str) -> None:
    require(Decision.yes() if reason.strip() else Decision.no("reason_missing"))
    with transaction.atomic():
        user = locked_staff(user_id)
        kinds = [item.kind.value for item in factors_of(user_id)]
        require(Decision.yes() if kinds else Decision.no("factor_none"))
        SecondFactor.objects.filter(user=user).delete()
        RecoveryCode.objects.filter(user=user).delete()
        user.sessions.filter(ended_at=None).update(ended_at=timezone.now())
        before = {"kinds": kinds}
        log_change(by=reset_by, verb="account.factors_reset", subject="account", subject_id=user.id, before=before, reason=reason)
    reset(FACTORS_PER_ACCOUNT, str(user_id))


def check_factor(*, user_id: UUID, typed: str) -> Decision:
    """Whether this is a fresh code of her app, or one of her recovery codes; either works once. Outside of a transaction.

    Refusals: ``factor_unreadable`` (costs no try), ``factor_wrong``, ``too_many_tries``.
    """
    code, recovery = clean_code(typed), clean_recovery(typed)
    if not code and not recovery:
        return Decision.no("factor_unreadable")
    decision = _counted(user_id)
    if not decision.allowed:
        return decision
    if not (_spend_step(user_id, code) if code else _spend_recovery(user_id, recovery)):
        return Decision.no("factor_wrong")
    _not_counted(user_id)
    return Decision.yes()


def _spend_step(user_id: UUID, code: str) -> bool:
    factor = SecondFactor.objects.filter(user_id=user_id, kind=FactorKind.TOTP).first()
    if factor is None or factor.secret_sealed is None:
        return False
    secret = bytes.fromhex(keyring(settings.SECRETS_DIR).open(factor.secret_sealed, sealed_as(factor.id)))
    now = timezone.now()
    step = totp.matching_step(secret, code, now.timestamp(), factor.last_step)
    if step is None:
        return False
    # Of several requests with one code, on whatever machine, one finds the step unspent.
    unspent = SecondFactor.objects.filter(Q(last_step=None) | Q(last_step__lt=step), id=factor.id)
    return unspent.update(last_step=step, used_at=now) == 1


def _spend_recovery(user_id: UUID, code: str) -> bool:
    unused = RecoveryCode.objects.filter(user_id=user_id, code_hash=_recovery_hash(user_id, code), used_at=None)
    with transaction.atomic():
        spent = unused.update(used_at=timezone.now()) == 1
        if spent:
            log_change(by=user_id, verb="account.recovery_code_used", subject="account", subject_id=user_id)
    return spent


def _new_codes(user: User) -> tuple[str, ...]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = tuple("".join(secrets.choice(RECOVERY_SIGNS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, code_hash=_recovery_hash(user.id, code)) for code in codes])
    return codes


def _recovery_hash(user_id: UUID, code: str) -> bytes:
    return keyring(settings.SECRETS_DIR).keyed_hash(f"{user_id}\0{code}", "recovery-code")


def sealed_as(factor_id: UUID) -> str:
    """What a secret is sealed as: for its own row alone."""
    return f"totp:{factor_id}"


def _own(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotAllowed(Decision.no("account_unknown"))
    return by.user_id


def _counted(user_id: UUID) -> Decision:
    return within_limits(((FACTORS_PER_ACCOUNT, str(user_id)), (FACTORS_PER_ACCOUNT_AND_DAY, str(user_id))))


def _not_counted(user_id: UUID) -> None:
    reset(FACTORS_PER_ACCOUNT, str(user_id))
    give_back(FACTORS_PER_ACCOUNT_AND_DAY, str(user_id))


def count_of_use(factor_id: UUID, counter: int) -> bool:
    """A passkey was used: its counter must have grown, where it counts at all; a copy of the key falls behind and is refused."""
    grown = SecondFactor.objects.filter(id=factor_id)
    grown = grown.filter(sign_count__lt=counter) if counter else grown.filter(sign_count=0)
    return grown.update(sign_count=counter, used_at=timezone.now()) == 1
