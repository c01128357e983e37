"""Official values and foods."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..editions import sheets
from ..editions.forms import FoodForm, OfficialForm
from ..editions.words import UNIT_NAMES, ages_text
from ..models import Food, OfficialValue
from .base import DeskAdmin


@admin.register(OfficialValue)
class OfficialValueAdmin(DeskAdmin):
    form = OfficialForm
    list_display = ("authority", "nutrient", "kind", "ages", "sex", "amount_a_day", "source_title")
    list_filter = ("nutrient", "kind", "authority")
    list_per_page = 200
    search_fields = ("authority", "source_title")
    csv_text = staticmethod(sheets.official_csv)
    load_csv = staticmethod(sheets.load_official)

    @admin.display(description=_("ages"), ordering="age_from")
    def ages(self, value: OfficialValue) -> str:
        return ages_text(value.age_from, value.age_to)

    @admin.display(description=_("amount a day"), ordering="amount")
    def amount_a_day(self, value: OfficialValue) -> str:
        return f"{value.amount:,} {UNIT_NAMES[value.unit]}"


@admin.register(Food)
class FoodAdmin(DeskAdmin):
    form = FoodForm
    list_display = (
        "name_zh_hant",
        "name_en",
        "group",
        "serving_zh_hant",
        "calcium_mg_per_100g",
        "short_list",
        "retired",
        "order",
    )
    list_filter = ("group", "short_list", "retired")
    list_per_page = 200
    search_fields = ("name_en", "name_zh_hant", "source_id")
    csv_text = staticmethod(sheets.foods_csv)
    load_csv = staticmethod(sheets.load_foods)

    def has_delete_permission(self, request: HttpRequest, obj: Food | None = None) -> bool:
        """A food is retired: its number may stand in answers that are still open."""
        return False
