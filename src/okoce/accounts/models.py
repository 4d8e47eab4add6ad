"""People who sign in, and the roles they hold over a scope for a period. Written by ``accounts.services`` alone."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from okoce.accounts.enums import Role
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
    locked_until = models.DateTimeField(null=True)
    failed_attempts = models.PositiveSmallIntegerField(default=0)

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
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.place_code or self.org_id or '*'}"
