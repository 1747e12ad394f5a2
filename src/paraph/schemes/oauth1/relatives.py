"""Signatures that are no OAuth 1.0 request, but look like one to who meets them.

Sources: requests of OAuth Echo as people posted them; TokenPassport:
https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4395630653.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.core.message import Request


def other_signature(request: Request) -> str:
    """Return in a sentence which related signature a request carries, and what to do; empty if it carries none."""
    url = request.header("X-Auth-Service-Provider")
    if url and request.header("X-Verify-Credentials-Authorization"):
        return (
            "this request carries OAuth Echo: the signature in X-Verify-Credentials-Authorization belongs to another request, "
            "a GET of the URL in X-Auth-Service-Provider. To check it, give that request, with the header's value as its Authorization"
        )
    if b"tokenPassport>" in request.body and b"consumerKey>" in request.body:
        return (
            "this request carries the tokenPassport of NetSuite's SOAP services, which is no OAuth signature and is not read here: "
            "it signs account, consumer key, token, nonce and timestamp, joined with & and in this order, "
            "with the key consumer secret & token secret"
        )
    return ""
