"""An installation that already runs keeps what it had: each edition gets the values and foods.

Until now they stood beside the editions, the same for all.  Results under an edition stay what
they were: the constants are those that the code held.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.utils.text import slugify

FOOD_CODES = {
    "L01021": "whole-milk",
    "L0106101": "low-fat-milk",
    "L0207101": "skim-milk-powder",
    "L0322101": "set-yogurt",
    "L0312101": "drinking-yogurt",
    "L0500101": "cheese-slice",
    "01009": "hard-cheese",
    "Q2200201": "ice-cream",
    "Q2102101": "milk-pudding",
    "L0110101": "high-calcium-milk",
    "16139": "fortified-soy-milk",
    "14016": "fortified-almond-drink",
    "09211": "fortified-orange-juice",
    "H1150201": "soy-milk",
    "R4700901 R4700902": "firm-tofu",
    "R4701001": "frozen-tofu",
    "R4701201": "silken-tofu",
    "R4700203": "small-pressed-tofu",
    "R4700202": "five-spice-pressed-tofu",
    "R4701101": "fried-tofu-triangles",
    "16113": "natto",
    "J0800101": "dried-small-fish",
    "J04006": "boiled-whitebait",
    "J2300201": "dried-shrimp",
    "15088": "canned-sardines",
    "15260": "canned-salmon",
    "R6900201": "canned-mackerel",
    "J3101001": "clams",
    "E3900101": "gai-lan",
    "E4800101 E4800201": "amaranth",
    "E3100101": "sweet-potato-leaves",
    "E3200601 to E3200605": "small-bok-choy",
    "E3201201 to E3201205": "pak-choi",
    "11091": "broccoli",
    "C1620101": "black-sesame-powder",
    "P1301201": "black-sesame-paste",
    "12061": "almonds",
    "K01001": "egg",
    "D36001": "orange",
    "D4410101": "dried-figs",
}
"""The foods of the first release, by their number in the source."""
AUTHORITIES = {
    "US NASEM": ("us", "United States (NASEM)", "美國（NASEM）"),
    "Taiwan HPA": ("tw", "Taiwan (HPA)", "台灣（國健署）"),
    "EFSA": ("eu", "European Union (EFSA)", "歐盟（EFSA）"),
}
CONSTANTS = [
    *(("allowance_quick", region, 200, "mg/day") for region in ("tw", "hk", "west")),
    *(("allowance_full", region, 100, "mg/day") for region in ("tw", "hk", "west")),
    ("band_quick", "all", 350, "mg/day"),
    ("band_full", "all", 300, "mg/day"),
    ("band_floor", "all", "allowance", ""),
    ("estimate_rounding", "all", 50, "mg/day"),
    ("glass_of_milk", "all", 250, "mg"),
    ("oxalate_high_counts_as", "all", 1, "share"),
]
NEW_RIGHTS = {
    "authority": ("view", "add", "change", "delete"),
    "officialnone": ("view", "add", "change", "delete"),
    "food": ("delete",),
    "quickcard": ("view", "add", "change", "delete"),
    "estimateconstant": ("view", "add", "change", "delete"),
}


def free(code, taken):
    """`code`, or with a number behind it where it is taken."""
    found, number = code, 1
    while found in taken:
        number += 1
        found = f"{code}-{number}"
    taken.add(found)
    return found


def name_foods(foods):
    taken = set()
    for food in foods:
        code = FOOD_CODES.get(food.source_id) or slugify(food.name_en)[:50] or "food"
        food.code = free(code, taken)


def name_values(values, codes):
    taken = set()
    for value in values:
        kind = "limit" if value.kind == "upper_limit" else "intake"
        code = f"{codes[value.authority]}-{value.nutrient}-{kind}-from{value.age_from}"
        value.code = free(code if value.sex == "any" else f"{code}-{value.sex}", taken)


def copies(things, edition):
    """The same things for another edition."""
    for thing in things:
        fields = {field.attname: getattr(thing, field.attname) for field in thing._meta.fields}
        yield type(thing)(**{**fields, "id": None, "edition_id": edition.pk})


def keep_contents(apps, schema_editor):
    edition, food, value, authority, constant = (
        apps.get_model("recommender", name)
        for name in ("Edition", "Food", "OfficialValue", "Authority", "EstimateConstant")
    )
    foods, values = list(food.objects.order_by("order", "pk")), list(value.objects.order_by("pk"))
    editions = list(edition.objects.order_by("pk"))
    if (foods or values) and not editions:
        editions = [edition.objects.create(number=1)]
    codes, taken = {}, set()
    for name in dict.fromkeys(it.authority for it in values):
        code = AUTHORITIES[name][0] if name in AUTHORITIES else slugify(name)[:20] or "authority"
        codes[name] = free(code, taken)
    name_foods(foods)
    name_values(values, codes)
    for each in editions:
        food.objects.bulk_create(copies(foods, each))
        value.objects.bulk_create(copies(values, each))
        authority.objects.bulk_create(
            authority(
                edition=each,
                code=code,
                authority=name,
                short_en=AUTHORITIES.get(name, ("", name, name))[1],
                short_zh_hant=AUTHORITIES.get(name, ("", name, name))[2],
            )
            for name, code in codes.items()
        )
        constant.objects.bulk_create(
            constant(edition=each, key=key, region=region, value=str(figure), unit=unit)
            for key, region, figure, unit in CONSTANTS
        )
    food.objects.filter(edition=None).delete()
    value.objects.filter(edition=None).delete()


def keep_rights(apps, schema_editor):
    """Whoever might change the table may change the edition; the editors also what is new in it."""
    permission = apps.get_model("auth", "Permission")
    for one in permission.objects.filter(
        content_type__app_label="recommender", codename__endswith="_referencetable"
    ):
        one.codename = one.codename.replace("_referencetable", "_edition")
        one.name = one.name.replace("reference table", "edition")
        one.save()
    # Rights are otherwise made after the last migration, too late for this one.
    config = apps.get_app_config("recommender")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = known
    for group in apps.get_model("auth", "Group").objects.filter(name="Nutrition editors"):
        group.permissions.add(
            *permission.objects.filter(
                content_type__app_label="recommender",
                codename__in=[
                    f"{right}_{model}" for model, rights in NEW_RIGHTS.items() for right in rights
                ],
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0005_contents"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(keep_contents, migrations.RunPython.noop),
        migrations.RunPython(keep_rights, migrations.RunPython.noop),
    ]
