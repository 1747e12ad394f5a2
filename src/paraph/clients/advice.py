"""Why a server refused a call: its signature, its date, or a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.claims import Reason
from paraph.core.redaction import redact
from paraph.schemes import diagnosis_of, scheme_named

if TYPE_CHECKING:
    from paraph.clients.settings import Settings
    from paraph.core.diagnosis import ServerError
    from paraph.core.message import Request
    from paraph.http.handler import Response


def server_error(settings: Settings, response: Response) -> ServerError | None:
    """Return the error in an answer as the vendor's servers write it; None if it has no known one."""
    servers = diagnosis_of(scheme_named(settings.scheme)).servers
    return servers.error(response.status, response.headers, response.body)


def advice_on(settings: Settings, request: Request, response: Response, known: ServerError | None) -> tuple[str, ...]:
    """Return sentences on why a server refused a call, the likeliest cause first; without secrets."""
    if known is not None and known.reason is Reason.FORBIDDEN:
        return tuple(settings.lacking(request))
    if not settings.is_signed:
        return tuple(settings.lacking(request))
    if known is None:
        return ()
    from paraph.core.diagnosis import Refusal
    from paraph.explaining.own_request import refusal_advice, signature_error

    refused = Refusal(request, response.status, response.headers, response.body, settings.scheme)
    error = signature_error(refused)
    said = () if error is None else tuple(refusal_advice(refused, error, settings.credential))
    masked: tuple[str, ...] = redact(said, settings.credential)
    return masked
