"""People who sign in, and the roles they hold over a scope for a period. Written by ``accounts.services`` alone."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from okoce.accounts.enums import CodePurpose, FactorKind, Role
from okoce.core.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Look-up by user name; accounts are made by ``accounts.services``."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account: staff have a user name and a password, members have a phone. One phone account may serve several people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True, null=True)
    email = models.EmailField(blank=True, default="")
    full_name = models.CharField(max_length=120, blank=True, default="")
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(max_length=32, unique=True, null=True)
    is_active = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="accounts_has_name_or_phone", condition=Q(username__isnull=False) | Q(phone_hash__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username or str(self.id)


class RoleGrant(models.Model):
    """A role over a scope for a period: a place code (with all places below it), an organisation, or the whole programme."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    place_code = models.CharField(max_length=13, blank=True, default="")
    org_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="accounts_grant_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="accounts_grant_revoked_pair",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(name="accounts_grant_one_scope", condition=Q(place_code="") | Q(org_id__isnull=True)),
            models.CheckConstraint(name="accounts_grant_never_member", condition=~Q(role=Role.MEMBER)),
            models.UniqueConstraint(
                name="accounts_grant_once",
                fields=["user", "role", "place_code", "org_id"],
                condition=Q(revoked_at__isnull=True, valid_to__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.place_code or self.org_id or '*'}"


class OneTimeCode(models.Model):
    """The latest code for one phone and purpose, as a keyed hash: who reads the table cannot sign in with it.

    A row is written for every phone that asks, known or not, so that both cost the same. ``asker`` is the browser that asked, where
    the code works in that browser alone: a stranger who asks for a code, or guesses, then touches nobody else's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_hash = models.BinaryField(max_length=32)
    asker = models.CharField(max_length=32, blank=True, default="")
    purpose = models.CharField(max_length=20, choices=CodePurpose.choices)
    code_hash = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="accounts_code_once", fields=["phone_hash", "purpose", "asker"]),
        ]
        indexes: ClassVar = [models.Index(name="accounts_code_expires", fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.expires_at}"


class Invitation(models.Model):
    """A link that works once and sets a password: for a new account, or for one that lost its password. Kept as a hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.expires_at}"


class Throttle(models.Model):
    """When something was done under one key: the times within the window, at most as many as its limit allows.

    The times themselves and not a count for each window: a count lets twice the limit through around the change of a window.
    ``group_hash`` is common to all keys of one account name, so that they can be forgotten together.
    The table is not logged for recovery (see its migration): a crash forgets tries, never a registration.
    """

    key_hash = models.BinaryField(max_length=32, primary_key=True)
    group_hash = models.BinaryField(max_length=32, null=True, db_index=True)
    hits = ArrayField(models.DateTimeField())
    forget_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(name="accounts_throttle_forget", fields=["forget_at"])]

    def __str__(self) -> str:
        return f"{len(self.hits)} until {self.forget_at}"


class SecondFactor(models.Model):
    """What somebody has beside her password: an app that makes codes (at most one) or a passkey (several).

    ``secret_sealed`` is the shared secret of the app; ``last_step`` the step of the last code that was accepted, so that none works
    twice. ``credential_id``, ``credential`` (public key, CBOR) and ``sign_count`` belong to a passkey and are not secret.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10, choices=FactorKind.choices)
    name = models.CharField(max_length=60, blank=True, default="")
    secret_sealed = models.BinaryField(null=True)
    last_step = models.BigIntegerField(null=True)
    credential_id = models.BinaryField(max_length=1023, null=True, unique=True)
    credential = models.BinaryField(null=True)
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="accounts_one_app", fields=["user"], condition=Q(kind=FactorKind.TOTP)),
            models.CheckConstraint(
                name="accounts_factor_is_whole",
                condition=Q(kind=FactorKind.TOTP, secret_sealed__isnull=False, credential_id__isnull=True, credential__isnull=True)
                | Q(kind=FactorKind.PASSKEY, secret_sealed__isnull=True, credential_id__isnull=False, credential__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for a lost second factor once. Kept as a keyed hash; shown when it is made, never again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery_codes")
    code_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.used_at or 'unused'}"


class SignedIn(models.Model):
    """One signed-in browser of an account. The session itself holds this row's id; without an open row it opens nothing.

    Neither network address nor the browser's own text is kept: ``device`` are our words for kind of browser and machine.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions")
    device = models.CharField(max_length=60, blank=True, default="")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(name="accounts_open_sessions", fields=["user"], condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.device} {self.began_at}"
