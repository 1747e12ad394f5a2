"""The stand-in has every public name of duo_client, with the same arguments, and its classes have no others."""

import inspect
from types import ModuleType
from typing import Any

import pytest

from tests.compat.libraries import MODULES, OURS, REAL

ELSEWHERE = {"typing", "datetime", "time"}
"""Modules whose names duo_client's modules import, such as `Optional`; they are not its interface."""


PROGRAM = {"main", "output_response"}
"""The program that takes the secret as an argument; it is left out on purpose."""


def public(module: Any) -> dict[str, Any]:
    """The public names of a module and what they are."""
    return {
        name: value
        for name, value in vars(module).items()
        if (
            not name.startswith("_")
            and name not in PROGRAM
            and not isinstance(value, ModuleType)
            and getattr(value, "__module__", module.__name__) not in ELSEWHERE
        )
        or name == "__version__"
    }


@pytest.mark.parametrize("name", MODULES)
def test_every_name_of_each_module_is_there(name: str) -> None:
    ours, real = vars(OURS.module(name)), public(REAL.module(name))
    assert real.keys() <= ours.keys()
    plain = {each: value for each, value in real.items() if isinstance(value, str | list | int)}
    assert {each: ours[each] for each in plain if each != "DEFAULT_CA_CERTS"} == {
        each: value for each, value in plain.items() if each != "DEFAULT_CA_CERTS"
    }


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    """Name, kind and default of each argument; the file of certificates is another on purpose."""
    found = inspect.signature(function).parameters.values()
    return [(each.name, each.kind, each.default if each.name != "ca_certs" else each.default is None) for each in found]


@pytest.mark.parametrize("name", MODULES)
def test_functions_and_classes_take_the_same_arguments(name: str) -> None:
    real, ours = REAL.module(name), OURS.module(name)
    for each, value in public(real).items():
        own = getattr(ours, each)
        if inspect.isclass(value):
            compare_classes(value, own)
        elif inspect.isfunction(value):
            assert parameters(own) == parameters(value), each


def compare_classes(real: Any, own: Any) -> None:
    names = {each for each in dir(real) if not each.startswith("_")}
    assert {each for each in dir(own) if not each.startswith("_")} == names
    for each in (*names, "__init__"):
        value = getattr(real, each)
        if inspect.isfunction(value) or inspect.ismethod(value):
            assert parameters(getattr(own, each)) == parameters(value), (real, each)
        elif isinstance(value, str | int | None | dict):
            assert getattr(own, each) == value


def test_every_public_method_says_what_it_does() -> None:
    for name in ("Admin", "AccountAdmin", "Auth", "Accounts", "AuthV1"):
        for each, value in inspect.getmembers(OURS.cls(name), inspect.isfunction):
            real = getattr(REAL.cls(name), each, None)
            if not each.startswith("_"):
                assert value.__doc__, each
                assert real is None or value.__doc__.strip() not in (real.__doc__ or ""), each


def test_errors_are_exceptions_of_http() -> None:
    made = [each.module(".https_wrapper").InvalidCertificateException("a", "b", "c") for each in (REAL, OURS)]
    assert [vars(each) for each in made] == [{"host": "a", "cert": "b", "reason": "c"}] * 2
    assert "Host a returned an invalid certificate (c): b" in str(made[1])
