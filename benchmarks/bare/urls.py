from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html><title>Hello</title><p>Hello</html>")


urlpatterns = [path("admin/", admin.site.urls), *i18n_patterns(path("", hello))]
