"""The same view of the Django application, asynchronous."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import re_path

from tests.middleware.django_urls import read


async def read_async(request: HttpRequest) -> JsonResponse:
    return read(request)


urlpatterns = [re_path("^", read_async)]
