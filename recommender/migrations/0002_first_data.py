"""Kept for the databases that have passed it: the first data come with 0008 now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recommender", "0001_schema")]
    operations = []
