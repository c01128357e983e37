from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from .views import Wizard

wizard = Wizard.as_view(url_name="step", done_step_name="done")

urlpatterns = i18n_patterns(
    path("bones/<slug:step>/", wizard, name="step"),
    path("bones/", wizard, name="bones"),
)
