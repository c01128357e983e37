from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommenderConfig(AppConfig):
    name = "recommender"
    verbose_name = _("Bone nutrition")
    default_auto_field = "django.db.models.BigAutoField"
