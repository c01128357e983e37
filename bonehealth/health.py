"""What a load balancer asks: is the process up, and can it answer visitors?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from recommender.catalogue import CatalogueUnavailable, live


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 with a database and a published table; otherwise 503 and the reason."""
    try:
        live(fresh=True)
    except CatalogueUnavailable as error:
        return HttpResponse(
            f"{error.reason}\n",
            content_type="text/plain",
            status=503,
            headers={"Retry-After": "5"},
        )
    return HttpResponse("ok\n", content_type="text/plain")
