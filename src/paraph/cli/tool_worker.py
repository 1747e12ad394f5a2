"""A process for calls of agents and of the page: reads a job as a line of JSON on standard input, and prints its answer or error.

An agent's call has a process of its own, the page keeps one for many calls.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import click
import msgspec

from paraph.cli.credentials import from_table
from paraph.cli.files import seal
from paraph.cli.masking import forget, mask, mask_secrets_of
from paraph.cli.page_calls import PAGE_CALLS
from paraph.cli.suggesting import usage_text
from paraph.cli.tool_calls import CALLS, Call
from paraph.core.errors import ParaphError, Unconfigured
from paraph.web.arguments import ARGUMENTS as PAGE_ARGUMENTS

MOST_MEMORY = 3 * 1024**3
"""Bytes that a process may use; with more, a call ends with an error instead of the machine with none."""
MOST_KEPT = 512 * 1024**2
"""Bytes: a process that has used more says with its answer that it is spent."""


def main() -> None:
    """Do each job."""
    limit_memory()
    is_kept = "--warm" in sys.argv[1:]
    if is_kept:
        from paraph.cli.page_calls import warm

        warm()
    for line in sys.stdin.buffer:
        said = outcome(json.loads(line))
        print(json.dumps(said | {"spent": True} if is_kept and has_grown() else said), flush=True)
        forget()


def has_grown() -> bool:
    """Return whether this process has used so much memory that a new one should take its place: much of it is never given back."""
    try:
        import resource
    except ModuleNotFoundError:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > MOST_KEPT


def limit_memory() -> None:
    """Let the system refuse more memory than a call may need, where it can."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def outcome(job: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a job, or the error in one line, with its kind if that is not "unreadable"."""
    try:
        return {"answer": answer(job)}
    except click.UsageError as error:
        return {"error": mask(usage_text(error)), "kind": "usage"}
    except Unconfigured as error:
        return {"error": mask(str(error)), "kind": "unconfigured"}
    except (ParaphError, ValueError) as error:
        return {"error": mask(str(error))}
    except MemoryError:
        return {"error": "this input needs more memory than a call may use: give a smaller one"}
    except Exception as error:  # its text and its traceback could quote the request
        return {"error": f"this call failed with {type(error).__name__}, which is a fault of paraph"}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job."""
    table = job["credential"]
    source = "the page" if job.get("page") else "the server's settings"
    credential = None if table is None else mask_secrets_of(from_table(seal(table), source))
    if job.get("page"):
        arguments = msgspec.convert(job["arguments"], PAGE_ARGUMENTS[job["tool"]])
        return PAGE_CALLS[job["tool"]](arguments, credential)
    from paraph.mcp.arguments import ARGUMENTS

    return CALLS[job["tool"]](
        Call(
            msgspec.convert(job["arguments"], ARGUMENTS[job["tool"]]),
            credential,
            job["scheme"],
            job["folder"],
            job["base_url"],
        )
    )


if __name__ == "__main__":
    main()
