"""What is put into the traced process before its own first line."""

from __future__ import annotations

import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any

from paraph.tracing.python import hashes, macs, network

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

AFTER_IMPORT = {
    "cryptography.hazmat.primitives.hmac": macs.install_cryptography,
    "anyio.streams.tls": network.install_anyio,
}
"""What to do with a module of the program's once it is imported."""
PARENT = "PARAPH_TRACE_PARENT"
"""The environment variable that holds the path of the socket at which the parent listens."""


class HookedLoader(Loader):
    """A loader that does one thing more after the module was made."""

    def __init__(self, plain: Loader) -> None:
        self._plain = plain

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the plain loader does."""
        return self._plain.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then the thing."""
        self._plain.exec_module(module)
        AFTER_IMPORT[module.__name__](module)


class Finder(MetaPathFinder):
    """Finds the modules of AFTER_IMPORT as everybody does, with a loader that does more."""

    def find_spec(self, name: str, path: Sequence[str] | None, _target: Any = None) -> ModuleSpec | None:
        """The spec of one of those modules; None for all others."""
        spec = PathFinder.find_spec(name, path) if name in AFTER_IMPORT else None
        if spec is not None and spec.loader is not None:
            spec.loader = HookedLoader(spec.loader)
        return spec


def install() -> None:
    """Note HMACs, and lead connections to the server."""
    macs.install()
    hashes.install()
    network.install(os.environ[PARENT])
    sys.meta_path.insert(0, Finder())
