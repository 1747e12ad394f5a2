"""Nothing that a search computed outlives it."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import paraph.deviations
import paraph.explaining
from paraph import Credential, explain, request_for, sign
from paraph.deviations.search_cache import memoize, search_cache

NOW = 1773739805


def test_results_are_computed_once_inside_of_a_search() -> None:
    calls: list[str] = []

    def double(text: str) -> str:
        calls.append(text)
        return text * 2

    assert [memoize(double, double)("a") for _ in range(2)] == ["aa", "aa"]
    assert calls == ["a", "a"]
    with search_cache():
        assert [memoize(double, double)("b") for _ in range(3)] == ["bb", "bb", "bb"]
        assert calls == ["a", "a", "b"]
    memoize(double, double)("b")
    assert calls == ["a", "a", "b", "b"]


def test_a_search_inside_of_another_has_its_own_cache() -> None:
    calls: list[int] = []
    with search_cache():
        memoize("key", calls.append)(1)
        with search_cache():
            memoize("key", calls.append)(1)
        memoize("key", calls.append)(1)
    assert calls == [1, 1]


def test_a_search_that_fails_drops_its_cache() -> None:
    calls: list[int] = []
    with pytest.raises(ValueError, match="it failed"), search_cache():
        raise ValueError("it failed")
    for _ in range(2):
        memoize("key", calls.append)(1)
    assert calls == [1, 1]


def test_explain_leaves_no_cache_behind() -> None:
    key = Credential.of("ck-0123456789", "consumer-secret")
    request = sign(request_for("GET", "https://shop.example.com/photos?b=2&a=x%20y"), key, "oauth1", now=NOW)
    explain(request, Credential.of("ck-0123456789", "another-secret"), now=NOW, budget=0.2)
    calls: list[int] = []
    for _ in range(2):
        memoize("key", calls.append)(1)
    assert calls == [1, 1]


def modules() -> list[Any]:
    return [
        import_module(info.name)
        for package in (paraph.deviations, paraph.explaining)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def test_no_module_caches_results_by_argument() -> None:
    for module in modules():
        for name, value in vars(module).items():
            if hasattr(value, "cache_clear") and value.__module__ == module.__name__:
                assert not inspect.signature(value).parameters, f"{module.__name__}.{name}"
