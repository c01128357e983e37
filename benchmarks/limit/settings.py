"""The site's settings, middleware included, in front of a view that does nothing."""

from bonehealth.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.limit.urls"
