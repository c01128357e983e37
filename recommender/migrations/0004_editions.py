from django.db import migrations, models


class Migration(migrations.Migration):
    """A reference table becomes an edition, which is about to hold everything."""

    dependencies = [("recommender", "0003_editors")]
    operations = [
        migrations.RemoveConstraint("referencerow", "row_code_once"),
        migrations.RenameModel("ReferenceTable", "Edition"),
        migrations.RenameField("edition", "edition", "number"),
        migrations.RenameField("referencerow", "table", "edition"),
    ]
