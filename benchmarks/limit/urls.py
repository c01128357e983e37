"""LIMIT_PAGES names a JSON file: for each address the page that the site once answered."""

import json
import os
from pathlib import Path

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

PAGES = {
    address: page.encode()
    for address, page in json.loads(Path(os.environ["LIMIT_PAGES"]).read_text()).items()
}


def page(request: HttpRequest, rest: str = "") -> HttpResponse:
    if request.method == "POST":
        return HttpResponseRedirect("/zh-hant/questions/")
    return HttpResponse(PAGES[request.path_info])


urlpatterns = i18n_patterns(path("", page), path("<path:rest>", page))
