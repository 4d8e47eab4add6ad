"""Django settings: one file; what differs between machines comes from ``environment``."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from okoce.config.environment import PROJECT, database_settings, read_environment
from okoce.ui.csp import style_hashes

ENVIRONMENT = read_environment()
BASE_DIR = Path(__file__).resolve().parents[1]
VAR_DIR = ENVIRONMENT.var_dir
SECRETS_DIR = ENVIRONMENT.secrets_dir


def _secret_key() -> str:
    file = SECRETS_DIR / "django.key"
    # Without secrets nothing may be signed: the empty key makes Django refuse, and only commands that sign nothing run.
    return file.read_text().strip() if file.exists() else ""


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
OKOCE_DEMO = ENVIRONMENT.demo
OKOCE_GALLERY = ENVIRONMENT.demo
OKOCE_MESSAGE_CHANNEL = ENVIRONMENT.message_channel
OKOCE_MESSAGE_FILE = VAR_DIR / "messages.log"
OKOCE_WAREHOUSE_DIR = VAR_DIR / "warehouse"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "django_htmx",
    "okoce.config.apps.ProjectConfig",
    "okoce.ui.apps.UiConfig",
    "okoce.places.apps.PlacesConfig",
    "okoce.messaging.apps.MessagingConfig",
    "okoce.audit.apps.AuditConfig",
    "okoce.accounts.apps.AccountsConfig",
    "okoce.regulations.apps.RegulationsConfig",
    "okoce.classifications.apps.ClassificationsConfig",
    "okoce.facts.apps.FactsConfig",
    "okoce.partners.apps.PartnersConfig",
    "okoce.members.apps.MembersConfig",
    "okoce.progression.apps.ProgressionConfig",
    "okoce.stages.p1_registration.apps.RegistrationConfig",
    "okoce.stages.p2_training.apps.TrainingConfig",
    "okoce.stages.p3_mentoring.apps.MentoringConfig",
    "okoce.stages.p4_licensing.apps.LicensingConfig",
    "okoce.stages.p5_marketing.apps.MarketingConfig",
    "okoce.stages.p6_bookkeeping.apps.BookkeepingConfig",
    "okoce.stages.p7_capital.apps.CapitalConfig",
    "okoce.imports.apps.ImportsConfig",
    "okoce.evaluation.warehouse.apps.WarehouseConfig",
    "okoce.evaluation.readings.apps.ReadingsConfig",
    "okoce.evaluation.rounds.apps.RoundsConfig",
    "okoce.evaluation.figures.apps.FiguresConfig",
    "okoce.privacy.apps.PrivacyConfig",
    "okoce.demo.apps.DemoConfig",
    "okoce.portal.apps.PortalConfig",
]

# What sets headers comes first: an answer that a middleware below gives must carry them too.
MIDDLEWARE = [
    "okoce.ui.web.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "okoce.accounts.web.middleware.ActorMiddleware",
    "okoce.accounts.web.middleware.AccessMiddleware",
]

ROOT_URLCONF = "okoce.config.urls"
WSGI_APPLICATION = "okoce.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "okoce.accounts.web.context.desk",
                "okoce.portal.menu.desk",
            ],
        },
    },
]

_POINTER = VAR_DIR / "postgres.pointer"
DATABASES = {
    "default": database_settings(ENVIRONMENT.database, _POINTER, "okoce_app"),
    "owner": database_settings(ENVIRONMENT.owner_database, _POINTER, "okoce_owner"),
    "reader": database_settings(ENVIRONMENT.reader_database, _POINTER, "okoce_reader"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["okoce.accounts.web.backend.SessionBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:staff_sign_in"
LOGIN_REDIRECT_URL = "/meja/mulai/"
# allauth completes the sign-in of staff; limits are counted in PostgreSQL by okoce.accounts, not in a cache of each process.
ACCOUNT_ADAPTER = "okoce.accounts.web.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
# Names are kept in small letters; without this every sign-in compares the names of all accounts, phones included.
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False

OKOCE_PROXIES = ENVIRONMENT.proxies
# Accounts of a demonstration have one printed password for all who try it out; real accounts are never let off.
OKOCE_DEMO_WITHOUT_FACTOR = ENVIRONMENT.demo and ENVIRONMENT.demo_without_factor
OKOCE_STAFF_IDLE = timedelta(minutes=ENVIRONMENT.staff_idle_minutes)
OKOCE_STAFF_SESSION = timedelta(hours=ENVIRONMENT.staff_session_hours)
OKOCE_AFTER_PHONE_SIGN_IN = "portal:pick_person"
OKOCE_ORGANISATION_CHOICES = "okoce.partners.queries.organisation_choices"
OKOCE_UNMARKED_VIEWS_RAISE = False
# Views that cannot carry a mark of okoce.accounts.web.access: they lie below it or are not ours. Open to everybody.
OKOCE_OPEN_VIEWS = frozenset({"ui:language", "ui:gallery", "ui:gallery_desk", "ui:gallery_print", "ui:gallery_error"})

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
# Behind a proxy of our own the connection ends at the proxy, which says how it was made; from anybody else nobody may believe it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https and ENVIRONMENT.proxies else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
# Preloading writes the host into browsers for good; whether to ask for that is the operator's decision, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "okoce.ui.web.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'", *style_hashes()],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the empty icon: without it a browser asks for one with each first visit
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Uploaded sheets hold personal data: they stay in memory and reach the disk only encrypted.
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
