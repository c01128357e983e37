"""Public addresses, below the language prefix."""

from django.urls import path, re_path

from .domain.profile import DietSource
from .views import bottles, estimates, pages, questions, results

_steps = "|".join(questions.STEP_BY_SLUG)

urlpatterns = [
    path("", pages.Start.as_view(), name="start"),
    path(
        "questions/supplements/",
        bottles.Supplements.as_view(),
        {"slug": bottles.SUPPLEMENTS.slug},
    ),
    re_path(rf"^questions/(?P<slug>{_steps})/$", questions.Question.as_view(), name="question"),
    path("questions/diet-calcium/quick/", estimates.Quick.as_view(), name="quick"),
    path("questions/diet-calcium/estimate/", estimates.Full.as_view(), name="estimate"),
    path(
        "questions/diet-calcium/quick/sum/",
        estimates.Sum.as_view(source=DietSource.QUICK),
        name="quick-sum",
    ),
    path(
        "questions/diet-calcium/estimate/sum/",
        estimates.Sum.as_view(source=DietSource.FULL),
        name="estimate-sum",
    ),
    path("questions/supplements/bottle/", bottles.Bottle.as_view(), name="bottle-taken"),
    path("questions/supplements/bottle/remove/", bottles.RemoveBottle.as_view(), name="remove"),
    path("too-young/", questions.TooYoung.as_view(), name="too-young"),
    path("check/", questions.Check.as_view(), name="check"),
    path("results/", results.Results.as_view(), name="results"),
    path("results/why/", results.Why.as_view(), name="why"),
    path("results/card/", results.Card.as_view(), name="card"),
    path("results/bottle/", results.LabelCheck.as_view(), name="bottle"),
    path("results/what-if/", results.WhatIf.as_view(), name="what-if"),
    path("delete-answers/", questions.DeleteAnswers.as_view(), name="delete-answers"),
    path("reference/", pages.Reference.as_view(), name="reference"),
    path("reference.csv", pages.ReferenceCSV.as_view(), name="reference-csv"),
    path("evidence/", pages.Evidence.as_view(), name="evidence"),
    path("about/", pages.About.as_view(), name="about"),
]
