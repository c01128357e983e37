"""The nutrition editor's desk, on Django's stock admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .lists import FoodAdmin, OfficialValueAdmin
from .tables import ReferenceTableAdmin

admin.site.site_header = _("Bone Team: the editor’s desk")
admin.site.site_title = _("Bone Team")
admin.site.index_title = _("What lives where")
admin.site.enable_nav_sidebar = False

__all__ = ["FoodAdmin", "OfficialValueAdmin", "ReferenceTableAdmin"]
