"""Runs duo_client's own tests against the stand-in: ``python -m tests.compat.suite FOLDER`` prints the counts as JSON.

FOLDER is the unpacked source archive of duo_client. Its ``duo_client`` folder is never imported: the name stands for
the modules of the stand-in. No name is resolved and no connection leaves this machine.
"""

import importlib
import importlib.util
import json
import os
import pkgutil
import socket
import sys
import unittest
import warnings
from pathlib import Path
from typing import Any

STAND_IN = "paraph.compat.duo_client"
PICTURE = "tests/resources/barn-owl-small.png"  # the archive leaves it out; the tests only compare its bytes


def name_modules(package: str, alias: str) -> None:
    """Import all modules of a package and let `alias` name the same modules."""
    root = importlib.import_module(package)
    names = [package, *(each.name for each in pkgutil.walk_packages(root.__path__, package + "."))]
    for name in names:
        sys.modules[alias + name.removeprefix(package)] = importlib.import_module(name)


def stay_local() -> None:
    """Let every host name mean this machine, and refuse to connect."""

    def resolve(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    def refuse(*_: Any) -> None:
        raise ConnectionRefusedError("a test tried to connect")

    socket.getaddrinfo = resolve
    socket.socket.connect = refuse  # type: ignore[method-assign]


def load_tests(folder: Path) -> unittest.TestSuite:
    """Load the tests of the archive as the package ``tests``."""
    place = folder / "tests"
    spec = importlib.util.spec_from_file_location(
        "tests", place / "__init__.py", submodule_search_locations=[str(place)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["tests"] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)
    files = sorted(place.rglob("test_*.py"))
    names = [".".join(file.relative_to(folder).with_suffix("").parts) for file in files]
    return unittest.defaultTestLoader.loadTestsFromNames(names)


def main(folder: Path) -> None:
    """Run the tests and print how many passed."""
    name_modules(STAND_IN, "duo_client")
    stay_local()
    os.chdir(folder)  # the tests look for their resources there
    picture = Path(PICTURE)
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    warnings.simplefilter("ignore", DeprecationWarning)
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(load_tests(folder))
    wrong = [test.id() for test, _ in (*result.failures, *result.errors)]
    real = [name for name, module in sys.modules.items() if is_real(module)]
    print(json.dumps({"run": result.testsRun, "wrong": wrong, "skipped": len(result.skipped), "real": real}))


def is_real(module: Any) -> bool:
    """Return whether a module belongs to duo_client itself."""
    return Path(getattr(module, "__file__", None) or "").parent.name == "duo_client" and "compat" not in module.__name__


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
