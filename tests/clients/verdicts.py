"""Recorded requests of client libraries, and the verdicts of oauthlib and paraph on them."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from oauthlib.oauth1.rfc5849.endpoints.base import BaseEndpoint
from oauthlib.oauth1.rfc5849.errors import OAuth1Error

from paraph import Credential, Explanation, Request, Verdict, explain, judge
from paraph.readers.files.json_request import read_json_request
from paraph.schemes import scheme_named
from tests.policies import EVERYTHING

FOLDER = Path(__file__).parent
CREDENTIALS: dict[str, dict[str, str]] = json.loads((FOLDER / "credentials.json").read_text())
