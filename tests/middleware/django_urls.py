"""The views of the Django application: what a view reads, as JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import re_path

from paraph.middleware.django import verified
from tests.middleware.echo import facts


def read(request: HttpRequest) -> JsonResponse:
    files = {name: file.read().decode() for name, file in request.FILES.items()}
    form = [[name, value] for name, values in request.POST.lists() for value in values]
    values: Any = verified(request) if hasattr(request, "paraph") else None
    return JsonResponse(facts(request.path, request.body, form, files, values))


urlpatterns = [re_path("^", read)]
