"""Pages that ask nothing: start, reference table, evidence, about."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from .. import answers as sealed
from ..catalogue import CatalogueUnavailable, live
from ..domain.recommendation import recommend
from ..journey import Journey
from ..presentation import evidence, reference
from .base import PublicView, show, show_to_all


class Start(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            live()
        except CatalogueUnavailable:
            return show(request, "start", ready=False)
        journey = Journey(sealed.load(request), live().table)
        if journey.answers:
            return show(
                request,
                "start",
                ready=True,
                has_results=journey.is_complete,
                csrf_token=get_token(request),
            )
        response = show_to_all(request, "start", ready=True)
        response["Vary"] = "Cookie"
        return response


class Reference(PublicView):
    """The live table; with answers at hand, the visitor's own row and columns are marked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        edition = live(fresh=True)
        journey = Journey(sealed.load(request), edition.table)
        yours = recommend(journey.profile(), edition) if journey.is_complete else None
        return show(
            request,
            "reference",
            table=reference.table_page(edition.table, yours),
            edition=edition,
            official=reference.official_page(edition.official, yours),
        )


class ReferenceCSV(PublicView):
    """The live table for a spreadsheet: UTF-8 with a byte order mark, as Excel wants it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        edition = live(fresh=True)
        name = f"bone-team-reference-edition-{edition.number}.csv"
        return HttpResponse(
            reference.table_csv(edition.table),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class Evidence(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return show_to_all(request, "evidence", claims=evidence.CLAIMS)


class About(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return show_to_all(request, "about")
