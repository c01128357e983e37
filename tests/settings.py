"""The project's settings with an environment of the tests' own."""

import os

os.environ.update(
    DEBUG="0",
    HTTPS="0",
    TRUST_PROXY="0",
    SECRET_KEY="a key that tests may know, long enough to be taken as one",
    SECRET_KEY_FALLBACKS="",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    CSRF_TRUSTED_ORIGINS="",
)

from bonehealth.settings import *  # noqa: F403
from tests.support.translations import compile_translations

compile_translations()

# The hashed names exist only after collectstatic, and a slow password hash proves nothing here.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# What is logged while tests run can be kept, and then searched (bin/find-leaks).
if WRITTEN := os.environ.get("WRITTEN"):
    file = {"class": "logging.FileHandler", "filename": f"{WRITTEN}/tests.log"}
    LOGGING = LOGGING | {"handlers": {"stderr": file | {"formatter": "plain"}}}  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
