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
    except Exception as error:  # the program must not run untraced: its requests would leave this machine
        _version = ".".join(map(str, sys.version_info[:3]))
        _why = "it needs Python 3.11 or newer" if sys.version_info < (3, 11) else repr(error)
        os.write(2, f"paraph: error: cannot trace {sys.executable} (Python {_version}): {_why}\n".encode())
        os._exit(78)
    finally:
        sys.path.remove(_PARAPH)
