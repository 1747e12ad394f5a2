"""The JSON objects of the command line, one schema for each verb."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from paraph.core.redaction import redact
from paraph.explaining.result import without_secrets
from paraph.render.alternatives import shown_alternatives
from paraph.schemes import diagnosis_of, scheme_named

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation, Finding, StageValue
    from paraph.readers.entry import Entry
    from paraph.verifying.verdict import Verdict


def json_line(value: dict[str, Any]) -> str:
    """Return one line of JSON; ASCII, so that every terminal and reader accepts it."""
    return json.dumps(value, ensure_ascii=True, separators=(", ", ": "))


def finding_json(finding: Finding) -> dict[str, str]:
    """Return a mistake or problem."""
    return {
        "id": finding.id,
        "stage": finding.stage,
        "title": finding.title,
        "detail": finding.detail,
        "fix": finding.fix,
    }


def steps_json(steps: tuple[StageValue, ...]) -> list[dict[str, str]]:
    """Return stages in order."""
    return [{"name": step.name, "value": step.value} for step in steps]


def request_json(request: Request) -> dict[str, Any]:
    """Return a request; a body that is not UTF-8 text goes into ``body_base64``."""
    shown: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": [[name, value] for name, value in request.headers],
    }
    try:
        shown["body"] = request.body.decode("utf-8")
    except UnicodeDecodeError:
        shown["body"] = ""
        shown["body_base64"] = base64.b64encode(request.body).decode("ascii")
    return shown


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return the number and name of a request, and the status of its answer."""
    return {"number": entry.number, "name": entry.name, "status": entry.status}


def explanation_json(explanation: Explanation, every: bool = False) -> dict[str, Any]:
    """Return the object of ``paraph.explain/1``; with `every`, with all alternatives."""
    explanation = without_secrets(explanation)
    alternatives, left_out = shown_alternatives(explanation, every)
    expected: dict[str, Any] = {
        "signature": explanation.expected_signature,
        "steps": steps_json(explanation.expected),
    }
    if explanation.request is not None:
        expected["request"] = request_json(explanation.request)
    server = explanation.server
    known = {"server": server._asdict()} if server else {}
    return {
        "schema": "paraph.explain/1",
        "verdict": explanation.verdict,
        "scheme": explanation.scheme,
        "variant": explanation.variant,
        "mistakes": [finding_json(mistake) for mistake in explanation.mistakes],
        "problems": [finding_json(problem) for problem in explanation.problems],
        "alternatives": [[finding_json(mistake) for mistake in tie] for tie in alternatives],
        "alternatives_left_out": left_out,
        "observed": {
            "signature": explanation.observed_signature,
            "steps": steps_json(explanation.observed),
        },
        "expected": expected,
        "hints": list(explanation.hints),
        **known,
        "search": {
            "candidates": explanation.candidates,
            "seconds": round(explanation.seconds, 6),
            "exhausted": explanation.exhausted,
        },
    }


def signed_json(
    scheme: str, variant: str, signature: str, steps: tuple[StageValue, ...], request: Request, credential: Credential
) -> dict[str, Any]:
    """Return the object of ``paraph.sign/1``; with PLAINTEXT the signature is the secret, and it is shown on request."""
    return {
        "schema": "paraph.sign/1",
        "scheme": scheme,
        "variant": variant,
        "signature": signature,
        "steps": redact(steps_json(steps), credential),
        "request": request_json(request),
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return the object of ``paraph.verify/1``; `id` is the key id of the request, `covers` what is signed of it."""
    claims = verdict.claims
    problem: dict[str, Any] = {"id": verdict.reason.value, "detail": verdict.detail}
    error = diagnosis_of(scheme_named(verdict.scheme)).servers.code(verdict.reason) if verdict.scheme else None
    if error is not None:
        problem |= {"code": int(error.code), "message": error.message}
    return {
        "schema": "paraph.verify/1",
        "valid": verdict.valid,
        "scheme": verdict.scheme,
        "variant": claims.variant if claims else "",
        "id": claims.key_id if claims else "",
        "problems": [] if verdict.valid else [problem],
        "covers": verdict.covers._asdict() if verdict.covers else None,
    }
