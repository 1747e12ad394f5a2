"""Installs the hooks of a traced process before its own first line."""

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
"""What to do with a module of the program after its import."""
PARENT = "PARAPH_TRACE_PARENT"
"""The environment variable that holds the path of the socket at which the parent listens."""


class HookedLoader(Loader):
    """A loader that runs a hook after it has made the module."""

    def __init__(self, plain: Loader) -> None:
        self._plain = plain

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Create the module as the plain loader does."""
        return self._plain.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then the hook."""
        self._plain.exec_module(module)
        AFTER_IMPORT[module.__name__](module)


class Finder(MetaPathFinder):
    """Finds the modules of AFTER_IMPORT as usual, with a loader that also runs a hook."""

    def find_spec(self, name: str, path: Sequence[str] | None, _target: Any = None) -> ModuleSpec | None:
        """Return the spec of one of those modules; None for all others."""
        spec = PathFinder.find_spec(name, path) if name in AFTER_IMPORT else None
        if spec is not None and spec.loader is not None:
            spec.loader = HookedLoader(spec.loader)
        return spec


def install() -> None:
    """Record HMACs, and redirect connections to the server."""
    macs.install()
    hashes.install()
    network.install(os.environ[PARENT])
    sys.meta_path.insert(0, Finder())
