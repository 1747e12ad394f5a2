"""``auth=SignedAuth(credential)`` for requests; it takes anything that can be called, so the library is not needed here."""

from __future__ import annotations

from paraph.http.adapters.like_requests import LikeRequests as SignedAuth

__all__ = ["SignedAuth"]
