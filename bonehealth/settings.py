"""Settings of every installation. What differs between two of them comes from the environment.

Safe when nothing is set: DEBUG is off, HTTPS is assumed, and without SECRET_KEY and exact
ALLOWED_HOSTS the project refuses to start. `bin/local` sets what one machine needs.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


def switch(name: str, default: bool) -> bool:
    """A yes/no variable: 1, true, yes or on; 0, false, no or off. Anything else is an error."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return value in {"1", "true", "yes", "on"} if value else default
    raise ImproperlyConfigured(f"{name} must be 1 or 0.")


def items(name: str) -> list[str]:
    """A comma-separated variable."""
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

DEBUG = switch("DEBUG", default=False)
HTTPS = switch("HTTPS", default=not DEBUG)
TRUST_PROXY = switch("TRUST_PROXY", default=False)
REQUIRE_SECOND_FACTOR = switch("REQUIRE_SECOND_FACTOR", default=False)

SECRET_KEY = os.environ.get("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = items("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = items("CSRF_TRUSTED_ORIGINS")

# Whom to tell of a weakness: https:// or mailto: addresses, published in security.txt
SECURITY_CONTACT = items("SECURITY_CONTACT")

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Set SECRET_KEY: 50 or more random characters.")
if not ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS: exact host names, separated by commas.")
if not all(contact.startswith(("https://", "mailto:")) for contact in SECURITY_CONTACT):
    raise ImproperlyConfigured("SECURITY_CONTACT: addresses that begin with https:// or mailto:.")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "bonehealth.apps.StaticFiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "crispy_forms",
    "recommender",
]

# The order is explained in docs/decisions/0010, 0011 and 0033.
MIDDLEWARE = [
    "bonehealth.middleware.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "bonehealth.admin_middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bonehealth.middleware.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bonehealth.admin_middleware.Users",
    "bonehealth.admin_middleware.Messages",
    "axes.middleware.AxesMiddleware",
]
if REQUIRE_SECOND_FACTOR:
    MIDDLEWARE.append("django_otp.middleware.OTPMiddleware")

ROOT_URLCONF = "bonehealth.urls"
WSGI_APPLICATION = "bonehealth.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Visitors' pages are Jinja2's (docs/decisions/0034), the editor's desk is Django's own.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "bonehealth.jinja2.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ("bonehealth_forms",)
CRISPY_TEMPLATE_PACK = "bonehealth_forms"
CRISPY_FAIL_SILENTLY = False

# Database. Connections stay open; a minute's age lets a replaced database be found again.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for a writer (WAL), and a writer takes its lock at the start of its
    # transaction, where waiting for it is still possible.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        transaction_mode="IMMEDIATE",
        timeout=5,
    )
else:
    # No state in a connection, so that PgBouncer may hand out a different one per transaction.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    # A database that vanished from the network is noticed within seconds.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        prepare_threshold=None, connect_timeout=3, keepalives_idle=10, tcp_user_timeout=5000
    )

# Languages, numbers, dates
LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "bonehealth" / "locale"]
FORMAT_MODULE_PATH = ["bonehealth.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Taipei"
USE_TZ = True
# Only the editor's desk remembers a language; a public address carries its own.
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS

# Static files: hashed names, compressed once, cached for ever
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# People who log in
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "admin:login"
OTP_TOTP_ISSUER = "Bone Team"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "bonehealth.middleware.client_address"

# Cookies and transport
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # names that browsers accept from this very host only
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_COOKIE_AGE = 24 * 3600  # as long as answers last
CSRF_FAILURE_VIEW = "recommender.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes speak plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # ResponseHeadersMiddleware denies framing, on static files too
    "security.W005",  # whether HSTS binds other subdomains is for the owner of the domain
    "security.W021",  # and so is the browsers' preload list
]

# What a request may carry. Public pages get the smaller body (BodyLimitMiddleware); the editor's
# grid and CSV files get the larger. The count of fields leaves room for 4,000 foods.
PUBLIC_BODY_MAX_BYTES = 64 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = ADMIN_BODY_MAX_BYTES = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# One stream, no addresses, no answers, and no mail (Django's error mail quotes what was posted).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "bonehealth.logging.ValueFreeFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A mistyped answer or a missing page is no fault of the server.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "axes": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
