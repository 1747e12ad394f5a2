"""The functions that normalise and sign give duo_client's results and errors."""

import copy
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compat.arguments import BY_NAME, LISTS, PARAMS, SCRIPTS, TEXTS
from tests.compat.libraries import Library, both

HEADERS = BY_NAME["additional_headers"]
VERSIONS = st.sampled_from([0, 1, 2, 3, 4, 5])
BYTES = st.dictionaries(TEXTS | TEXTS.map(str.encode), LISTS | st.lists(TEXTS.map(str.encode), max_size=2), max_size=3)


def in_client(name: str, **arguments: Any) -> Callable[[Library], Any]:
    """Call a function of the module client."""
    return lambda library: getattr(library.module(".client"), name)(**copy.deepcopy(arguments))


@given(params=PARAMS | BYTES)
def test_parameters_are_normalised_alike(params: Any) -> None:
    both([], in_client("normalize_params", params=params))


@given(params=BYTES)
def test_parameters_are_encoded_alike(params: Any) -> None:
    both([], in_client("canon_params", params=params))


@given(params=PARAMS)
def test_normalised_parameters_are_encoded_alike(params: Any) -> None:
    def call(library: Library) -> Any:
        client = library.module(".client")
        return client.canon_params(client.normalize_params(params))

    both([], call)


@given(headers=HEADERS)
def test_headers_are_hashed_alike(headers: Any) -> None:
    both([], in_client("canon_x_duo_headers", additional_headers=headers))


@given(
    method=TEXTS,
    host=TEXTS,
    uri=TEXTS,
    date=TEXTS,
    params=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=3),
    sig_version=VERSIONS,
    body=TEXTS | st.none(),
    additional_headers=HEADERS,
    skey=TEXTS | st.binary(max_size=200),
    digestmod=st.sampled_from([hashlib.sha1, hashlib.sha512, "sha1", "sha256"]),
)
def test_requests_are_signed_alike(skey: Any, digestmod: Any, **arguments: Any) -> None:
    both([], in_client("canonicalize", **arguments))
    both([], in_client("sign", ikey="DI", skey=skey, digestmod=digestmod, **arguments))


@pytest.mark.usefixtures("recorded")
@given(keywords=st.dictionaries(st.sampled_from(["mintime", "maxtime", "limit", "sort", "x"]), TEXTS | st.integers()),
       script=st.sampled_from(sorted(SCRIPTS)), version=st.sampled_from([1, 2]))  # fmt: skip
def test_the_telephony_log_is_read_alike(keywords: dict[str, Any], script: str, version: int) -> None:
    own = {"mintime": keywords.get("mintime", 0)} if version == 1 else keywords

    def call(library: Library) -> Any:
        telephony = library.module(".logs").Telephony
        read = telephony.get_telephony_logs_v1 if version == 1 else telephony.get_telephony_logs_v2
        return read(library.client("Auth").json_api_call, "api-1", **own)

    both(SCRIPTS[script], call)


@pytest.mark.usefixtures("recorded")
def test_log_helpers_agree() -> None:
    for call in (
        lambda util: util.get_default_request_times(),
        lambda util: util.get_log_uri("activity", 2),
        lambda util: util.get_log_uri("activity"),
        lambda util: util.get_params_from_kwargs(["a", "b"], a=1, b=None, c=3),
    ):
        both([], lambda library, call=call: call(library.module(".util")))  # type: ignore[misc]


@pytest.mark.parametrize("options", [
    {"sig_version": 3}, {"timeout": "7"}, {"timeout": "x"}, {"ca_certs": None}, {"ca_certs": "x.pem"}, {"user_agent": ""},
    {"user_agent": "mine/1"}, {"disable_ca_pinning": True}, {"disable_ca_pinning": True, "ca_certs": "x.pem"},
    {"disable_ca_pinning": True, "ca_certs": None}, {"port": 8443}, {"paging_limit": None}, {"unknown": 1},
])  # fmt: skip
def test_clients_are_made_alike(options: dict[str, Any]) -> None:
    def call(library: Library) -> Any:
        state = vars(library.client("Admin", **options))
        if state["ca_certs"] == library.module(".client").DEFAULT_CA_CERTS:
            state["ca_certs"] = "the default"
        return sorted(state.items(), key=lambda item: item[0])

    both([], call)
