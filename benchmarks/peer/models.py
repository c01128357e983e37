from django.db import models


class ReferenceRow(models.Model):
    label = models.CharField(max_length=100)
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField(null=True)
    postmenopausal = models.BooleanField()
    calcium_total_min = models.PositiveIntegerField()
    calcium_total_max = models.PositiveIntegerField()
    calcium_supplement_min = models.PositiveIntegerField()
    calcium_supplement_max = models.PositiveIntegerField()
    d3_little_sun_min = models.PositiveIntegerField()
    d3_little_sun_max = models.PositiveIntegerField()
    d3_enough_sun_min = models.PositiveIntegerField()
    d3_enough_sun_max = models.PositiveIntegerField()
    k2_min = models.PositiveIntegerField()
    k2_max = models.PositiveIntegerField()
    k1_min = models.PositiveIntegerField()
    k1_max = models.PositiveIntegerField()

    class Meta:
        ordering = ["-postmenopausal", "age_from"]

    def __str__(self) -> str:
        return self.label
