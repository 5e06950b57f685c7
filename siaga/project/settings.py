"""Settings of the site. What an operator may change is an environment variable (docs/operations.md)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from siaga import __version__

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("SIAGA_HOME", default=str(Path.cwd() / "var"))).resolve()


def _secret_key() -> str:
    """The operator's key, or one made on first use and kept beside the database."""
    if key := env.str("SIAGA_SECRET_KEY", default=""):
        return key
    HOME.mkdir(parents=True, exist_ok=True)
    file = HOME / "secret.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(handle, "w") as f:
        f.write(key := secrets.token_urlsafe(50))
    return key


SECRET_KEY = _secret_key()
DEBUG = env.bool("SIAGA_DEBUG", default=False)
DEMO = env.bool("SIAGA_DEMO", default=False)
"""Demo accounts may sign in without a second factor, and every page says that this is a demonstration."""
REHEARSAL = DEMO and env.bool("SIAGA_REHEARSAL", default=False)
"""Every page says that the count on it is an exercise whose figures come in by themselves."""
ALLOWED_HOSTS = env.list("SIAGA_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("SIAGA_ORIGINS", default=[])
SIAGA_VERSION = __version__
SIAGA_SIGNING_KEY_FILE = Path(env.str("SIAGA_SIGNING_KEY_FILE", default=str(HOME / "signing.key")))
SIAGA_PERSONAL_KEY_FILE = Path(env.str("SIAGA_PERSONAL_KEY_FILE", default=str(HOME / "personal.key")))
SIAGA_METRICS_TOKEN = env.str("SIAGA_METRICS_TOKEN", default="")
SIAGA_MIN_FREE_MB = env.int("SIAGA_MIN_FREE_MB", default=200)
SIAGA_MAX_FILE_MB = env.int("SIAGA_MAX_FILE_MB", default=20)
SIAGA_THREADS = env.int("SIAGA_THREADS", default=4)
SIAGA_PHOTO_RATE = env.str("SIAGA_PHOTO_RATE", default="60/m")
SIAGA_PHOTOS_PER_FORM = env.int("SIAGA_PHOTOS_PER_FORM", default=24)
SIAGA_PHOTOS_PER_HOUR = env.int("SIAGA_PHOTOS_PER_HOUR", default=120)
SIAGA_READING_SECONDS = env.float("SIAGA_READING_SECONDS", default=20)
SIAGA_ESCALATE_AFTER_DAYS = env.int("SIAGA_ESCALATE_AFTER_DAYS", default=3)
SIAGA_CHANNEL_SCHEMES = env.list(
    "SIAGA_CHANNEL_SCHEMES", default=["mailto", "mailtos", "tgram", "whatsapp", "twilio", "vonage"]
)
SIAGA_CHANNEL_HOSTS = env.list("SIAGA_CHANNEL_HOSTS", default=[])
SIAGA_DAYS_OFF = env.list("SIAGA_DAYS_OFF", default=[])
SIAGA_RECEIPT_RATE = env.str("SIAGA_RECEIPT_RATE", default="30/m")
SIAGA_API_RATE = env.str("SIAGA_API_RATE", default="600/m")
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SIAGA_PROXIES", default=0)
CSRF_FAILURE_VIEW = "siaga.desks.portal.errors.csrf_failure"
SIAGA_ORIGIN = env.str("SIAGA_LOG_ORIGIN", default="siaga.local/trail")

INSTALLED_APPS = [
    "siaga.web",  # first, so that its templates stand before those of the libraries
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "rules",
    "siaga.desks.trail",
    "siaga.desks.places",
    "siaga.desks.offices",
    "siaga.desks.elections",
    "siaga.desks.meetings",
    "siaga.desks.grants",
    "siaga.desks.staff",
    "siaga.desks.results",
    "siaga.desks.readiness",
    "siaga.desks.portal",
]

MIDDLEWARE = [
    "siaga.desks.trail.middleware.ActorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "siaga.desks.readiness.middleware.MetricsMiddleware",
    "siaga.web.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "siaga.desks.offices.middleware.DefaultDenyMiddleware",
    "siaga.desks.elections.choice.ElectionMiddleware",
    "siaga.desks.portal.errors.answer_forms_only",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "siaga.project.urls"
WSGI_APPLICATION = "siaga.project.wsgi.application"

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
                "csp.context_processors.nonce",
                "siaga.desks.portal.context.house",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'siaga.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, taken at BEGIN, so that no transaction fails half way for want of the lock;
    # synchronous=FULL because a confirmed result must survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- accounts ---
AUTH_USER_MODEL = "offices.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "readiness:board"
ACCOUNT_ADAPTER = "siaga.desks.offices.adapters.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {"login": "siaga.desks.offices.forms.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.bool("SIAGA_INSECURE_PASSKEYS", default=DEBUG or DEMO)
MFA_TOTP_ISSUER = "Siaga"
AXES_FAILURE_LIMIT = env.int("SIAGA_LOCKOUT_AFTER", default=5)
AXES_COOLOFF_TIME = env.float("SIAGA_LOCKOUT_HOURS", default=0.25)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "siaga.desks.offices.lockout.username_of"
AXES_CLIENT_IP_CALLABLE = "siaga.desks.offices.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "siaga.desks.offices.lockout.refuse"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SECURE_BROWSER_TLS = env.bool("SIAGA_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_BROWSER_TLS
# `siaga serve` speaks no TLS itself: whoever turns it on has a proxy in front, which says how it was called.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_BROWSER_TLS else None
SECURE_HSTS_SECONDS = 31536000 if SECURE_BROWSER_TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    },
}

# --- language, time, files ---
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("SIAGA_TIME_ZONE", default="Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env.bool("SIAGA_PLAIN_STATIC", default=False)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
EMAIL_BACKEND = env.str("SIAGA_EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "siaga.desks.trail.logs.JsonFormatter"}},
    "filters": {"refusals": {"()": "siaga.desks.trail.logs.NoTraceOfRefusals"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    # Apprise writes addresses, which hold tokens, into its warnings: what failed is kept with the reminder.
    "loggers": {
        "siaga.requests": {"level": "INFO"},
        "django.request": {"filters": ["refusals"]},
        "apprise": {"level": "CRITICAL", "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": env.str("SIAGA_LOG_LEVEL", default="WARNING")},
}
