from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from formtools.wizard.views import NamedUrlSessionWizardView

from .forms import AgeForm, DietForm, MenopauseForm, SunForm
from .models import ReferenceRow

ENOUGH_SUN_MINUTES = 15


class Wizard(NamedUrlSessionWizardView):
    form_list = [
        ("age", AgeForm),
        ("menopause", MenopauseForm),
        ("diet", DietForm),
        ("sun", SunForm),
    ]
    template_name = "peer/step.html"

    def done(self, form_list, **kwargs) -> HttpResponse:
        answers = self.get_all_cleaned_data()
        age = answers["age"]
        rows = ReferenceRow.objects.filter(
            Q(age_to__isnull=True) | Q(age_to__gte=age), age_from__lte=age
        )
        if answers["menopause"] != "yes":
            rows = rows.filter(postmenopausal=False)
        row = rows.first()
        return render(
            self.request,
            "peer/done.html",
            {"row": row, "answers": answers, "amounts": amounts(row, answers)},
        )


def amounts(row: ReferenceRow, answers: dict) -> list[tuple[str, int, int, str]]:
    low, high = row.calcium_supplement_min, row.calcium_supplement_max
    if (diet := answers["diet_calcium"]) is not None:
        gap_low = max(0, row.calcium_total_min - diet)
        gap_high = max(0, row.calcium_total_max - diet)
        if gap_low == 0:
            low = high = 0
        elif gap_high < low:
            low, high = gap_low, gap_high
        elif gap_low > high:
            low = high
        else:
            low, high = max(gap_low, low), min(gap_high, high)
    if (answers["sun_minutes"] or 0) >= ENOUGH_SUN_MINUTES:
        d3 = (row.d3_enough_sun_min, row.d3_enough_sun_max)
    else:
        d3 = (row.d3_little_sun_min, row.d3_little_sun_max)
    return [
        (_("Calcium"), low, high, "mg"),
        (_("Vitamin D3"), *d3, "IU"),
        (_("Vitamin K2"), row.k2_min, row.k2_max, "µg"),
        (_("Vitamin K1"), row.k1_min, row.k1_max, "µg"),
    ]
