"""``auth=SignedAuth(credential)`` for httpx, for its clients and its async clients."""

from __future__ import annotations

import httpx

from paraph.http.adapters.like_httpx import signed_auth

SignedAuth = signed_auth(httpx)
