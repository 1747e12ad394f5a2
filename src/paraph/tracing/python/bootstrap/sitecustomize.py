"""Python imports this before a program's first line, when `paraph trace` puts its folder on the path."""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is not imported for this
_PARAPH = os.path.dirname(os.path.dirname(os.path.dirname(_HERE)))  # noqa: PTH120
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _HERE]  # noqa: PTH100
_own = PathFinder.find_spec("sitecustomize", sys.path)
if _own is not None and _own.loader is not None:  # the program's own, which this file stands before
    _own.loader.exec_module(module_from_spec(_own))
if "PARAPH_TRACE_PARENT" in os.environ:
    sys.path.append(_PARAPH)
    try:
        from paraph.tracing.python.hooks import install

        install()
    finally:
        sys.path.remove(_PARAPH)
