"""Other forms of host, path and URL: what each is, and that each occurs once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.deviations.addresses import host_forms, path_forms, url_forms

HOSTS = st.from_regex(r"[a-z]{1,6}(\.[a-z]{1,6}){0,3}(:[0-9]{2,4})?", fullmatch=True)
PATHS = st.lists(st.text("av1%2F.~é", max_size=4), max_size=4).map(lambda parts: "/" + "/".join(parts))


@given(HOSTS)
def test_each_host_form_occurs_once_and_is_quoted(host: str) -> None:
    ways = list(host_forms(host))
    assert len({way.value for way in ways}) == len(ways)
    assert all(repr(way.value) in way.detail for way in ways)


@pytest.mark.parametrize(
    "form",
    ["api", "example.com", "api.example.com/", "https://api.example.com", "api.example.com:443", "", "localhost"],
)
def test_a_host_form(form: str) -> None:
    assert form in [way.value for way in host_forms("api.example.com")]


def test_a_port_is_left_off() -> None:
    assert "api.example.com" in [way.value for way in host_forms("api.example.com:8443")]
    assert "api.example.com:443" in [way.value for way in host_forms("api.example.com:8443")]


@given(PATHS)
def test_each_path_form_occurs_once(path: str) -> None:
    ways = list(path_forms(path))
    assert len({way.value for way in ways}) == len(ways)
    assert all(way.detail.startswith("The path was signed as ") for way in ways)


@pytest.mark.parametrize(
    "form",
    ["", "/", "v1/Users/a%20b", "/v1/Users/a%20b/", "/v1/users/a%20b", "/v1/Users/a b", "/v1/Users/a%2520b",
     "%2Fv1%2FUsers%2Fa%2520b", "/Users/a%20b", "/a%20b", "/v2/Users/a%20b", "//v1/Users/a%20b"],
)  # fmt: skip
def test_a_path_form(form: str) -> None:
    assert form in [way.value for way in path_forms("/v1/Users/a%20b")]


def test_double_slashes_are_joined() -> None:
    assert "/v1/users/1" in [way.value for way in path_forms("/v1//users///1")]


@given(HOSTS, PATHS, st.text("a=&%1", max_size=6))
def test_url_forms_are_parts_of_the_url(host: str, path: str, query: str) -> None:
    url = f"https://{host}{path}" + (f"?{query}" if query else "")
    values = [way.value for way in url_forms("https", host, path, query)]
    assert url in values
    assert f"{host}{path}" in values
    assert bool(query) == any(query and value == query for value in values)
