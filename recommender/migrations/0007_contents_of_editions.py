import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Each food and official value is of one edition, and its code is there once."""

    dependencies = [("recommender", "0006_keep_contents")]
    operations = [
        migrations.AlterField(
            model_name='food',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='foods', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='officialvalue',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='official_values', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='food_code_once', violation_error_message='This code is there already.'),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.UniqueConstraint(fields=('edition', 'name_en'), name='food_name_en_once', violation_error_message='A food with this English name is there already.'),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.UniqueConstraint(fields=('edition', 'name_zh_hant'), name='food_name_zh_hant_once', violation_error_message='A food with this Chinese name is there already.'),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.CheckConstraint(condition=models.Q(('oxalate__in', ['high', 'low', ''])), name='food_oxalate_known'),
        ),
        migrations.AddConstraint(
            model_name='officialvalue',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='official_code_once', violation_error_message='This code is there already.'),
        ),
        migrations.AddConstraint(
            model_name='officialvalue',
            constraint=models.UniqueConstraint(fields=('edition', 'authority', 'nutrient', 'kind', 'sex', 'age_from'), name='official_once', violation_error_message='This authority’s value for these ages is there already.'),
        ),
    ]
