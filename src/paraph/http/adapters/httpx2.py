"""``auth=SignedAuth(credential)`` for httpx2, for its clients and its async clients."""

from __future__ import annotations

import httpx2

from paraph.http.adapters.like_httpx import signed_auth

SignedAuth = signed_auth(httpx2)
