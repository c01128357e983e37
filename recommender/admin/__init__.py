"""The nutrition editor's desk, on Django's stock admin."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from .editions import EditionAdmin
from .lists import ListAdmin
from .second_factor import SecondFactorSite

# Keys are handed out by `manage.py second_factor`; their own screens fail on unknown numbers.
admin.site.unregister(TOTPDevice)
if settings.REQUIRE_SECOND_FACTOR:
    admin.site.__class__ = SecondFactorSite

admin.site.site_header = _("Bone Team: the editor’s desk")
admin.site.site_title = _("Bone Team")
admin.site.index_title = _("Contents")
admin.site.enable_nav_sidebar = False

__all__ = ["EditionAdmin", "ListAdmin"]
