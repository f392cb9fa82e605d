"""The site's settings as the tests run them: quick password hashes, static files as they lie."""

from moviesite.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
if DATABASES["default"]["ENGINE"] == "moviesite.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
EMAIL_BACKEND = EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {**CACHES, "shared": CACHES["default"]}
# Read from where they lie: no collectstatic before a test.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Offered once a test configures it; its addresses are there from the start.
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect", "zeal"]
# A page that follows a relation row by row, one query each, fails its test.
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]  # Django and allauth look one row up again and again
# A test may ask more often than a visitor.
RATE_LIMITS = RATE_LIMITS | {"search": "visitor 1000/min", "suggestion": "visitor 1000/min"}
