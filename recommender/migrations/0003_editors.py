"""The group whose members may work at the desk, with just the rights they need there."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    "referencetable": ("view", "add", "change", "delete", "publish"),
    "referencerow": ("view", "add", "change", "delete"),
    "officialvalue": ("view", "add", "change", "delete"),
    "food": ("view", "add", "change"),
}


def create_group(apps, schema_editor):
    # Rights are otherwise made after the last migration, too late for this one.
    config = apps.get_app_config("recommender")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = known

    group, made = apps.get_model("auth", "Group").objects.get_or_create(name="Nutrition editors")
    if made:
        group.permissions.set(
            apps.get_model("auth", "Permission").objects.filter(
                content_type__app_label="recommender",
                codename__in=[
                    f"{right}_{model}" for model, rights in RIGHTS.items() for right in rights
                ],
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0002_first_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
