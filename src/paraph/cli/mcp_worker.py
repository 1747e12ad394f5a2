"""The process of one tool call: reads a job as JSON on standard input, and prints its answer or its error as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
import msgspec

from paraph.cli.credentials import from_table
from paraph.cli.files import seal
from paraph.cli.masking import mask_secrets_of
from paraph.cli.mcp_calls import CALLS, Call
from paraph.cli.suggesting import usage_text
from paraph.core.errors import ParaphError
from paraph.mcp.arguments import ARGUMENTS


def main() -> None:
    """Do the job."""
    print(json.dumps(outcome(json.load(sys.stdin.buffer))))


def outcome(job: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a job, or the error in one line."""
    try:
        return {"answer": CALLS[job["tool"]](call_of(job))}
    except click.UsageError as error:
        return {"error": usage_text(error)}
    except (ParaphError, ValueError) as error:
        return {"error": str(error)}
    except Exception as error:  # its text and its traceback could quote the request
        return {"error": f"this call failed with {type(error).__name__}, which is a fault of paraph"}


def call_of(job: dict[str, Any]) -> Call:
    """Return the call of a job."""
    table = job["credential"]
    credential = None if table is None else mask_secrets_of(from_table(seal(table), "the server's settings"))
    arguments = msgspec.convert(job["arguments"], ARGUMENTS[job["tool"]])
    return Call(arguments, credential, job["scheme"], job["folder"], job["base_url"])


if __name__ == "__main__":
    main()
