"""Each scheme has a page, whose examples are signed as they say and whose names of mistakes are those of the catalogue."""

import re
from pathlib import Path
from typing import Any

import pytest

from paraph import Credential, judge, read
from paraph.core.claims import Claims
from paraph.core.dates import date_seconds
from paraph.core.message import Request
from paraph.core.scheme import Scheme
from paraph.core.trace import Trace
from paraph.mistakes import MISTAKES
from paraph.schemes import ROOMS, recognised
from tests.policies import EVERYTHING

PAGES = {name: Path(f"docs/{name}.md").read_text("utf-8") for name in ROOMS}
EXAMPLE = re.compile(r"```http\n(.*?)\n```\n\nis signed as\n\n```text\n(.*?)\n```", re.DOTALL)
CREDENTIALS = {
    "duo": Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00"),
    "oauth1": Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123"),
    "stripe": Credential.of("", "whsec_test_secret"),
    "standard-webhooks": Credential.of("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
}
EXAMPLES = [(name, *found) for name, page in PAGES.items() for found in EXAMPLE.findall(page)]


@pytest.mark.parametrize(("name", "message", "signed"), EXAMPLES, ids=[name for name, *_ in EXAMPLES])
def test_an_example_is_accepted_and_signed_as_it_says(name: str, message: str, signed: str) -> None:
    request = read(message.encode())
    scheme = recognised(request)
    credential = CREDENTIALS[scheme.name]
    now = date_seconds(request.header("date") or "") or 1772442000
    verdict = judge(request, credential, scheme, now=now, policy=EVERYTHING)
    assert verdict.valid, verdict.detail
    assert verdict.claims is not None
    assert signed in texts(scheme, request, verdict.claims, credential)
    assert all(part in PAGES[name] for part in (credential.key_id, credential.secret.text))


def texts(scheme: Scheme[Any], request: Request, claims: Claims, credential: Credential) -> list[str]:
    """The values of all stages that are texts."""
    trace = Trace()
    scheme.derive(request, claims, credential, trace)
    return [value for _, value in trace.values if isinstance(value, str)]


@pytest.mark.parametrize("name", ROOMS)
def test_the_page_names_mistakes_of_the_catalogue(name: str) -> None:
    assert EXAMPLE.search(PAGES[name])
    section = PAGES[name].partition("## What goes wrong most")[2]
    ids = re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", section)
    assert len(ids) > 4
    assert set(ids) <= set(MISTAKES)
