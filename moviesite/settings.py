"""The site's settings, read from the environment. Every default suits a newcomer's own machine.

docs/deploying.md lists the variables; PRODUCTION=true is what a public site sets first.
"""

import warnings
from pathlib import Path

from environs import Env
from PIL import Image

from accounts import providers
from moviesite.environment import (
    cache_from_url,
    database_from_url,
    kept_secret_key,
    require_hosts,
    require_secret_key,
    shared_cache,
)

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything the site writes

PRODUCTION = env.bool("PRODUCTION", False)
DEBUG = env.bool("DEBUG", False)

SITE_NAME = env.str("SITE_NAME", "Moviesite")
# Whose certificate and release date a title page names first: an ISO 3166-1 code.
HOME_COUNTRY = env.str("HOME_COUNTRY", "US")

# --- Who may speak to the site

HOST = env.str("HOST", "127.0.0.1")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
if PRODUCTION:
    SECRET_KEY = require_secret_key(env.str("SECRET_KEY", ""))
    require_hosts(ALLOWED_HOSTS)
else:
    SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key(VAR_DIR / "secret_key")
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", HOST]
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

# Proxies in front of the site whose X-Forwarded-* headers are to be believed.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where the site is found, for what is read away from it: e-mails, canonical links, previews, sitemaps.
SITE_URL = env.str(
    "SITE_URL",
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://{HOST}:{env.int('PORT', 8000)}",
).rstrip("/")

# --- Apps and middleware

INSTALLED_APPS = [
    "reviews",
    "films",
    "accounts",
    "moviesite.background",
    "moviesite.desk.apps.DeskConfig",
    "limits",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "django_countries",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
    "django.forms",
    "moviesite.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# No LocaleMiddleware: a page in one language is one page for all visitors; LANGUAGE_CODE chooses it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "moviesite.middleware.TextGZipMiddleware",
    "accounts.middleware.MemberSessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "moviesite.upload_limit.UploadLimitMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.staff.StaffSecondFactorMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "moviesite.middleware.MergedRecordMiddleware",
]

ROOT_URLCONF = "moviesite.urls"
WSGI_APPLICATION = "moviesite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "moviesite.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, sessions, background work

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
VAR_DIR.mkdir(exist_ok=True)
DATABASES = {
    "default": database_from_url(
        env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL_SIZE", 4),
    ),
}
CACHES = {"default": cache_from_url(env.str("CACHE_URL", "locmem://"))}
# What one process tells the others, the worker the server: in files where there is no Redis.
CACHES["shared"] = shared_cache(CACHES["default"], VAR_DIR / "shared")
# In the database, so that a lost cache logs nobody out.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_DAYS", 14) * 24 * 3600  # seconds without a visit
SESSION_LONGEST_AGE = 30 * 24 * 3600  # seconds after the log-in, used or not
IMPORT_MINUTES = env.int("IMPORT_MINUTES", 15)  # how long one step of a member's import may take
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Members

AUTH_USER_MODEL = "accounts.User"
# allauth's alone: it asks for the password once, whether or not there is such a member.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "accounts.hashers.LightArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS += [{"NAME": "accounts.passwords.ContextWordsValidator"}]
BREACHED_PASSWORDS = env.path("BREACHED_PASSWORDS", None)  # a file of their hashes, in order
if BREACHED_PASSWORDS:
    AUTH_PASSWORD_VALIDATORS += [{"NAME": "accounts.breached_passwords.BreachedPasswordValidator"}]
ACCOUNT_DELETION_DAYS = env.int("ACCOUNT_DELETION_DAYS", 14)  # to think again
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter whenever a password, an address or a second factor changes
# Anything less tells a stranger which addresses are members'.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
ACCOUNT_FORMS = {
    action: f"accounts.entrance_forms.{form}"
    for action, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "request_login_code": "RequestLoginCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
SOCIALACCOUNT_FORMS = {"signup": "accounts.entrance_forms.SocialSignupForm"}
MFA_FORMS = {
    "authenticate": "accounts.mfa_forms.OnceAuthenticateForm",
    "reauthenticate": "accounts.mfa_forms.OnceReauthenticateForm",
    "activate_totp": "accounts.entrance_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.entrance_forms.AddWebAuthnForm",
    "edit_webauthn": "accounts.entrance_forms.EditWebAuthnForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
REFUSED_USERNAMES = env.list("REFUSED_USERNAMES", [])
REFUSED_EMAIL_DOMAINS = env.list("REFUSED_EMAIL_DOMAINS", [])
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", PRODUCTION)
INSTALLED_APPS += providers.apps_of(env)
SOCIALACCOUNT_PROVIDERS = providers.providers_of(env)
SOCIALACCOUNT_AUTO_SIGNUP = False  # a provider's user chooses a username here
USERSESSIONS_TRACK_ACTIVITY = False

# --- How often one may

# docs/moderation.md says what the words mean. LIMIT_REVIEW and so on replace a line.
RATE_LIMITS = {
    action: env.str(f"LIMIT_{action.upper()}", usual)
    for action, usual in {
        "review": "new 3/h 3/day; regular 5/h 20/day; trusted 10/h 40/day; address 30/h 100/day",
        "edit": "new 30/day; regular 30/day; trusted 60/day; address 300/day",
        "vote": "new 30/h 100/day; regular 60/h 200/day; trusted 120/h 400/day; address 600/h 2000/day",
        "export": "new 3/day; regular 3/day; trusted 3/day; address 30/day",
        "rating": "new 60/h 300/day; regular 60/h 300/day; trusted 120/h 600/day; address 600/h 3000/day",
        "contribution": "new 10/day; regular 30/day; trusted 100/day; address 300/day",
        "report": "new 10/day; regular 20/day; trusted 40/day; address 200/day",
        "import": "new 6/day; regular 10/day; trusted 20/day; address 60/day",
        "search": "visitor 30/min",
        "suggestion": "visitor 300/min",
    }.items()
}
RATE_LIMIT_STANDING = "reviews.standing.standing_of"
# Who says on lists of titles what their reader made of each.
TITLE_MARKS = "reviews.marks.mark_titles"

# --- History of the catalogue

SIMPLE_HISTORY_DATE_INDEX = False  # versions are found by their keys
# Of a spreadsheet or a revert: more are written in the background.
DESK_ROWS_AT_ONCE = env.int("DESK_ROWS_AT_ONCE", 500)

# --- Merging records

# Who says what becomes of their rows when two records are merged, in the order in which locks are taken.
MERGE_PARTS = ["reviews.merging", "films.merging.catalogue"]

# --- Language and time

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files and uploads

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if DEBUG:
    static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
else:
    static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"

MEDIA_URL = env.str("MEDIA_URL", "/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
if MEDIA_BUCKET:
    media_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.str("MEDIA_ENDPOINT_URL", None),
            "region_name": env.str("MEDIA_REGION", None),
            "access_key": env.str("MEDIA_ACCESS_KEY", None),
            "secret_key": env.str("MEDIA_SECRET_KEY", None),
            "custom_domain": env.str("MEDIA_DOMAIN", None),
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }
else:
    media_storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
# What one member alone may fetch, through a view: never under MEDIA_ROOT, never in the public bucket.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", VAR_DIR / "private")
STORAGES = {
    "default": media_storage,
    "private": {"BACKEND": "accounts.private_files.PrivateStorage"},
    "staticfiles": {"BACKEND": static_storage},
}

# Where letters for drawn previews are looked for.
FONT_DIRS = env.list(
    "FONT_DIRS", ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "/Library/Fonts"]
)

FILE_UPLOAD_HANDLERS = [
    "moviesite.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a title's form in the admin has thousands

# A picture of a few kilobytes can unpack to gigabytes: past 25 megapixels Pillow refuses to open it.
Image.MAX_IMAGE_PIXELS = 25_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)

# --- E-mail: to the console until a server is named

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "accounts.mail.QueuedEmailBackend"
EMAIL_DELIVERY_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"

# --- What browsers are told

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, not by people
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
    # Sub-domains and browsers' preload lists are the operator's promise to make, not a default.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

media_hosts = [f"https://{env.str('MEDIA_DOMAIN')}"] if env.str("MEDIA_DOMAIN", "") else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *media_hosts],
        "media-src": ["'self'", *media_hosts],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *providers.origins_of(env)],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": PRODUCTION,
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Logging: to the console, one line an event

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": env.str("LOG_LEVEL", "WARNING"), "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
