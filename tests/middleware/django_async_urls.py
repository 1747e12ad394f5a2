"""The same view of the Django application, asynchronous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import re_path

from tests.middleware.django_urls import read

if TYPE_CHECKING:
    from django.http import HttpRequest, JsonResponse


async def read_async(request: HttpRequest) -> JsonResponse:
    return read(request)


urlpatterns = [re_path("^", read_async)]
