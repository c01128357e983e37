"""Django's own static files, but for half of them."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Without the menus that can be searched (select2), which no page of the desk has.

    WhiteNoise looks at every file before the first request.
    """

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "select2"]
