import django.core.validators
import django.db.models.deletion
import recommender.models.foods
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables for everything that an edition holds; what is not of an edition yet may be without."""

    dependencies = [("recommender", "0004_editions")]
    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.SlugField(help_text='Small letters, digits and hyphens. It stays the same in later editions.', max_length=60, verbose_name='code')),
                ('authority', models.CharField(help_text='As official values name it.', max_length=60, verbose_name='authority')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='full name in English')),
                ('name_zh_hant', models.CharField(blank=True, max_length=200, verbose_name='full name in Chinese')),
                ('short_en', models.CharField(max_length=60, verbose_name='short name in English')),
                ('short_zh_hant', models.CharField(max_length=60, verbose_name='short name in Chinese')),
                ('region', models.CharField(blank=True, max_length=10, verbose_name='region')),
                ('published_edition', models.CharField(blank=True, max_length=100, verbose_name='edition of its figures')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='address')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('review_due', models.DateField(blank=True, null=True, verbose_name='review due')),
            ],
            options={
                'verbose_name': 'authority',
                'verbose_name_plural': 'authorities',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='EstimateConstant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('key', models.CharField(choices=[('allowance_quick', 'Everything else, beside the picture cards'), ('allowance_full', 'Everything else, beside the full list'), ('band_quick', 'Error of the picture cards'), ('band_full', 'Error of the full list'), ('band_floor', 'Lowest end of the error'), ('estimate_rounding', 'Step that sums are rounded to'), ('glass_of_milk', 'Calcium in a glass of milk'), ('oxalate_high_counts_as', 'Share that a food rich in oxalate counts')], max_length=30, verbose_name='constant')),
                ('region', models.CharField(choices=[('all', 'All'), ('tw', 'Taiwan'), ('hk', 'Hong Kong'), ('west', 'West')], max_length=4, verbose_name='region')),
                ('value', models.CharField(max_length=20, verbose_name='value')),
                ('unit', models.CharField(blank=True, max_length=10, verbose_name='unit')),
                ('basis', models.CharField(blank=True, help_text='For editors; not shown to visitors.', max_length=500, verbose_name='basis')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('verified', models.CharField(blank=True, help_text='Such as “two copies”, “read” or “decision”.', max_length=20, verbose_name='how it was checked')),
            ],
            options={
                'verbose_name': 'estimate constant',
                'verbose_name_plural': 'estimate constants',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='OfficialNone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('verified', models.CharField(blank=True, help_text='Such as “two copies”, “read” or “decision”.', max_length=20, verbose_name='how it was checked')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('review_due', models.DateField(blank=True, null=True, verbose_name='review due')),
                ('authority', models.CharField(max_length=60, verbose_name='authority')),
                ('nutrient', models.CharField(choices=[('calcium', 'Calcium (mg)'), ('d3', 'Vitamin D3 (IU)'), ('k2', 'Vitamin K2 (µg)'), ('k1', 'Vitamin K1 (µg)')], max_length=7, verbose_name='nutrient')),
                ('kind', models.CharField(choices=[('recommended', 'Recommended intake (RDA or AI)'), ('upper_limit', 'Tolerable upper intake level (UL)')], max_length=11, verbose_name='kind')),
                ('age_from', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(120, 'Ages go up to 120 years.')], verbose_name='age from')),
                ('age_to', models.PositiveIntegerField(blank=True, help_text='Empty: no upper end.', null=True, validators=[django.core.validators.MaxValueValidator(120, 'Ages go up to 120 years.')], verbose_name='age to')),
                ('code', models.SlugField(help_text='Small letters, digits and hyphens. It stays the same in later editions.', max_length=60, verbose_name='code')),
                ('note_en', models.CharField(max_length=300, verbose_name='note in English')),
                ('note_zh_hant', models.CharField(max_length=300, verbose_name='note in Chinese')),
                ('source', models.CharField(max_length=600, verbose_name='source')),
            ],
            options={
                'verbose_name': 'figure that is not set',
                'verbose_name_plural': 'figures that are not set',
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='QuickCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.SlugField(help_text='Small letters, digits and hyphens. It stays the same in later editions.', max_length=60, verbose_name='code')),
                ('order', models.PositiveIntegerField(default=0, help_text='Place in the list; lower numbers come first.', verbose_name='order')),
                ('name_en', models.CharField(max_length=100, verbose_name='English name')),
                ('name_zh_hant', models.CharField(max_length=100, verbose_name='Chinese name')),
                ('portion_en', models.CharField(max_length=150, verbose_name='portion in English')),
                ('portion_zh_hant', models.CharField(max_length=150, verbose_name='portion in Chinese')),
                ('mg_per_portion', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='calcium (mg a portion)')),
                ('food_codes', models.CharField(help_text='Codes of the foods that the average is made from, separated by semicolons.', max_length=500, verbose_name='foods')),
                ('times_never', models.DecimalField(decimal_places=2, help_text='Portions a day.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='“never” counts')),
                ('times_sometimes', models.DecimalField(decimal_places=2, help_text='Portions a day.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='“now and then” counts')),
                ('times_once', models.DecimalField(decimal_places=2, help_text='Portions a day.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='“once a day” counts')),
                ('times_twice', models.DecimalField(decimal_places=2, help_text='Portions a day.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='“twice a day or more” counts')),
                ('regions', models.CharField(default='all', help_text='Where people know it: “all”, or tw, hk and west separated by semicolons.', max_length=20, validators=[recommender.models.foods.check_regions], verbose_name='regions')),
                ('hint_en', models.CharField(blank=True, max_length=200, verbose_name='hint in English')),
                ('hint_zh_hant', models.CharField(blank=True, max_length=200, verbose_name='hint in Chinese')),
                ('basis', models.CharField(blank=True, help_text='For editors; not shown to visitors.', max_length=500, verbose_name='basis')),
                ('verified', models.CharField(blank=True, help_text='Such as “two copies”, “read” or “decision”.', max_length=20, verbose_name='how it was checked')),
            ],
            options={
                'verbose_name': 'quick card',
                'verbose_name_plural': 'quick cards',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.DeleteModel(
            name='CatalogueStamp',
        ),
        migrations.AlterModelOptions(
            name='edition',
            options={'base_manager_name': 'objects', 'ordering': ['-number'], 'permissions': [('publish_edition', 'Can publish edition')], 'verbose_name': 'edition', 'verbose_name_plural': 'editions'},
        ),
        migrations.AlterModelOptions(
            name='food',
            options={'base_manager_name': 'objects', 'ordering': ['order', 'pk'], 'verbose_name': 'food', 'verbose_name_plural': 'foods'},
        ),
        migrations.AlterModelOptions(
            name='officialvalue',
            options={'base_manager_name': 'objects', 'ordering': ['pk'], 'verbose_name': 'official value', 'verbose_name_plural': 'official values'},
        ),
        migrations.AlterModelOptions(
            name='referencerow',
            options={'base_manager_name': 'objects', 'ordering': ['order', 'pk'], 'verbose_name': 'population', 'verbose_name_plural': 'populations'},
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='table_status_known',
        ),
        migrations.RemoveConstraint(
            model_name='officialvalue',
            name='official_once',
        ),
        migrations.AddField(
            model_name='edition',
            name='changes',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='food',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='food',
            name='code',
            field=models.SlugField(default='', help_text='Small letters, digits and hyphens. It stays the same in later editions.', max_length=60, verbose_name='code'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='food',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='foods', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='food',
            name='kinds',
            field=models.CharField(blank=True, help_text='What it is made of and for whom it is fit, separated by semicolons.', max_length=100, verbose_name='kinds'),
        ),
        migrations.AddField(
            model_name='food',
            name='note',
            field=models.CharField(blank=True, help_text='For editors; not shown to visitors.', max_length=300, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='food',
            name='oxalate',
            field=models.CharField(blank=True, choices=[('high', 'High'), ('low', 'Low')], help_text='A food rich in oxalate counts a quarter in the sum and is never suggested.', max_length=4, verbose_name='oxalate'),
        ),
        migrations.AddField(
            model_name='food',
            name='regions',
            field=models.CharField(default='all', help_text='Where people know it: “all”, or tw, hk and west separated by semicolons.', max_length=20, validators=[recommender.models.foods.check_regions], verbose_name='regions'),
        ),
        migrations.AddField(
            model_name='food',
            name='review_due',
            field=models.DateField(blank=True, null=True, verbose_name='review due'),
        ),
        migrations.AddField(
            model_name='food',
            name='source_url',
            field=models.URLField(blank=True, max_length=300, verbose_name='address of the source'),
        ),
        migrations.AddField(
            model_name='food',
            name='verified',
            field=models.CharField(blank=True, help_text='Such as “two copies”, “read” or “decision”.', max_length=20, verbose_name='how it was checked'),
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='code',
            field=models.SlugField(default='', help_text='Small letters, digits and hyphens. It stays the same in later editions.', max_length=60, verbose_name='code'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='official_values', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='region',
            field=models.CharField(blank=True, max_length=10, verbose_name='region'),
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='review_due',
            field=models.DateField(blank=True, null=True, verbose_name='review due'),
        ),
        migrations.AddField(
            model_name='officialvalue',
            name='verified',
            field=models.CharField(blank=True, help_text='Such as “two copies”, “read” or “decision”.', max_length=20, verbose_name='how it was checked'),
        ),
        migrations.AlterField(
            model_name='food',
            name='name_en',
            field=models.CharField(max_length=100, verbose_name='English name'),
        ),
        migrations.AlterField(
            model_name='food',
            name='name_zh_hant',
            field=models.CharField(max_length=100, verbose_name='Chinese name'),
        ),
        migrations.AlterField(
            model_name='food',
            name='retired',
            field=models.BooleanField(default=False, help_text='No longer asked about.', verbose_name='retired'),
        ),
        migrations.AlterField(
            model_name='officialvalue',
            name='amount',
            field=models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1, 'Enter at least 1.'), django.core.validators.MaxValueValidator(100000, 'Enter at most %(limit_value)s.')], verbose_name='amount a day'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='calcium_supplement_max_mg',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='calcium supplement, high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='calcium_supplement_min_mg',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='calcium supplement, low'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='calcium_total_max_mg',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='total calcium, high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='calcium_total_min_mg',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='total calcium, low'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='d3_enough_sun_max_iu',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='D3 with enough sun, high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='d3_enough_sun_min_iu',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='D3 with enough sun, low'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='d3_little_sun_max_iu',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='D3 with little sun, high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='d3_little_sun_min_iu',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='D3 with little sun, low'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='k1_max_ug',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='K1, high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='k1_min_ug',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='K1, low'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='k2_max_ug',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='K2 (MK-7), high'),
        ),
        migrations.AlterField(
            model_name='referencerow',
            name='k2_min_ug',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='K2 (MK-7), low'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'live', 'retired'])), name='edition_status_known'),
        ),
        migrations.AddConstraint(
            model_name='referencerow',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='row_code_once'),
        ),
        migrations.AlterConstraint(
            model_name='food',
            name='food_calcium_believable',
            constraint=models.CheckConstraint(condition=models.Q(('calcium_mg_per_100g__lte', 40000)), name='food_calcium_believable'),
        ),
        migrations.AlterConstraint(
            model_name='officialvalue',
            name='official_believable',
            constraint=models.CheckConstraint(condition=models.Q(('amount__lte', 100000)), name='official_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_calcium_total_believable',
            constraint=models.CheckConstraint(condition=models.Q(('calcium_total_max_mg__lte', 100000)), name='row_calcium_total_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_calcium_supplement_believable',
            constraint=models.CheckConstraint(condition=models.Q(('calcium_supplement_max_mg__lte', 100000)), name='row_calcium_supplement_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_d3_little_sun_believable',
            constraint=models.CheckConstraint(condition=models.Q(('d3_little_sun_max_iu__lte', 100000)), name='row_d3_little_sun_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_d3_enough_sun_believable',
            constraint=models.CheckConstraint(condition=models.Q(('d3_enough_sun_max_iu__lte', 100000)), name='row_d3_enough_sun_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_k2_believable',
            constraint=models.CheckConstraint(condition=models.Q(('k2_max_ug__lte', 100000)), name='row_k2_believable'),
        ),
        migrations.AlterConstraint(
            model_name='referencerow',
            name='row_k1_believable',
            constraint=models.CheckConstraint(condition=models.Q(('k1_max_ug__lte', 100000)), name='row_k1_believable'),
        ),
        migrations.AddField(
            model_name='authority',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorities', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='estimateconstant',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='constants', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='officialnone',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='none_set', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='quickcard',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='recommender.edition', verbose_name='edition'),
        ),
        migrations.AddConstraint(
            model_name='authority',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='authority_code_once', violation_error_message='This code is there already.'),
        ),
        migrations.AddConstraint(
            model_name='authority',
            constraint=models.UniqueConstraint(fields=('edition', 'authority'), name='authority_once', violation_error_message='This authority is there already.'),
        ),
        migrations.AddConstraint(
            model_name='estimateconstant',
            constraint=models.UniqueConstraint(fields=('edition', 'key', 'region'), name='constant_once', violation_error_message='This constant is there already for this region.'),
        ),
        migrations.AddConstraint(
            model_name='officialnone',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='none_set_code_once', violation_error_message='This code is there already.'),
        ),
        migrations.AddConstraint(
            model_name='officialnone',
            constraint=models.CheckConstraint(condition=models.Q(('age_from__lte', models.F('age_to'))), name='none_set_ages_in_order', violation_error_message='“Age to” must not be below “age from”.'),
        ),
        migrations.AddConstraint(
            model_name='officialnone',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['recommended', 'upper_limit']), ('nutrient__in', ['calcium', 'd3', 'k2', 'k1'])), name='none_set_words_known'),
        ),
        migrations.AddConstraint(
            model_name='quickcard',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='card_code_once', violation_error_message='This code is there already.'),
        ),
    ]
