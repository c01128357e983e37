"""Addresses: the public site in two languages, the editor's desk, and what programs ask for."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from bonehealth import health, wellknown
from bonehealth.languages import remember_language

handler400 = "recommender.views.bad_request"
handler403 = "recommender.views.permission_denied"
handler404 = "recommender.views.page_not_found"
handler500 = "recommender.views.server_error"

urlpatterns = [
    # Visitors first: every pattern before theirs is tried in vain at each of their requests.
    *i18n_patterns(path("", include("recommender.urls"))),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("robots.txt", wellknown.robots),
    path(".well-known/security.txt", wellknown.security),
    path("admin/language/", remember_language, name="admin-language"),
    path("admin/", admin.site.urls),
    # Chinese as other sites and other spellings address it; `zh-hant/` itself must not match.
    re_path(
        r"^(?P<spelling>(?!zh-hant/)(?i:zh(?:-hant)?(?:-(?:tw|hk|mo))?))/(?P<rest>.*)$",
        RedirectView.as_view(url="/zh-hant/%(rest)s", query_string=True, permanent=True),
    ),
]
