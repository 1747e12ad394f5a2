"""The command line: reads arguments, calls the library, prints the result, and returns an exit code."""

from __future__ import annotations

import sys
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.masking import forget, mask
from paraph.cli.terminal import discard_output, ignore_closed_output
from paraph.core.errors import ParaphError, Unconfigured, Unreachable

if TYPE_CHECKING:
    from collections.abc import Sequence

VERBS = {
    "alteryx": "Call Alteryx Server: every call of its API as a command.",
    "as": "Print code, in your language, that repeats a request with a fresh signature.",
    "completion": "Print the completion script for bash, zsh or fish.",
    "doctor": "Check the clock, certificates, keyring, file permissions and versions.",
    "duo": "Call Duo's APIs: every call as a command.",
    "explain": "Find the mistakes that made a signature wrong, and say how to fix them.",
    "login": "Store a credential as a profile, and test it.",
    "mcp": "Let an agent read, explain, verify and sign requests, over the Model Context Protocol.",
    "mistakes": "List the known mistakes, or describe one.",
    "profiles": "List the stored profiles, show one, or remove one with its secret.",
    "proxy": "Sign what any client sends to this machine over plain HTTP, and pass it on.",
    "read": "Show the requests of a file or command as they were understood; write them in another form.",
    "send": "Sign a request, send it, and print the response.",
    "serve": "Run a local Duo and a local Alteryx, to develop and test against.",
    "sign": "Sign a request, and print it; with --json also each stage.",
    "trace": "Run a Python or Node program, and explain each signed request that it makes.",
    "ui": "Open a page on this machine: paste a rejected request, and see what is wrong.",
    "vectors": "Run the test vectors through paraph or through another signer.",
    "watch": "Record what any client sends over plain HTTP, and explain it live.",
    "verify": "Say whether a server would accept a request.",
}
MODULES = {"as": "as_code", "profiles": "manage_profiles"}
"""Verbs whose module has another name."""


class Exit(IntEnum):
    """The exit codes; 2, 65, 69 and 78 mean what Click and sysexits mean by them."""

    GOOD = 0
    NEGATIVE = 1
    USAGE = 2
    REDIRECTED = 3
    CLIENT_ERROR = 4
    SERVER_ERROR = 5
    UNREADABLE = 65
    UNREACHABLE = 69
    UNWRITABLE = 74
    UNCONFIGURED = 78
    INTERRUPTED = 130


class Verbs(click.Group):
    """A group that imports a command only when it is called, so that help is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None for any other."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"paraph.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; Abort if it is interrupted, without the empty line that Click would print."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="paraph", message="%(prog)s %(version)s")
def paraph() -> None:
    """Sign, verify and explain signed HTTP requests (Duo, OAuth 1.0a, Alteryx Gallery).

    \b
    Why was this request rejected?
        paraph explain rejected.http --credentials duo.json
        pbpaste | paraph explain - --credentials duo.json
    Send a request with a correct signature:
        paraph send /admin/v1/users limit==10 --profile prod
    What does that mistake mean?
        paraph mistakes ord-unsorted

    Credentials come from a JSON or TOML file with `id` and `secret` (--credentials), from a stored profile (--profile),
    or from --id with --secret-env, --secret-file or a prompt. A secret is never an argument.

    Completion: eval "$(paraph completion bash)"; also for zsh and fish.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    words = list(sys.argv[1:] if args is None else args)
    forget()
    code: Any = Exit.GOOD
    try:
        with ignore_closed_output():
            code = paraph.main(words or ["--help"], prog_name="paraph", standalone_mode=False)
            sys.stdout.flush()
    except click.UsageError as error:
        from paraph.cli.suggesting import usage_text

        fail(words, usage_text(error), "usage", Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo(nl=sys.stderr.isatty(), err=True)  # a terminal shows ^C on this line
        fail(words, "interrupted", "interrupted", Exit.INTERRUPTED)
    except Unconfigured as error:
        fail(words, str(error), "unconfigured", Exit.UNCONFIGURED)
    except Unreachable as error:
        fail(words, str(error), "unreachable", Exit.UNREACHABLE)
    except ParaphError as error:
        fail(words, str(error), "unreadable", Exit.UNREADABLE)
    except OSError as error:
        discard_output()
        fail(words, f"cannot write the output: {error.strerror or error}", "unwritable", Exit.UNWRITABLE)
    sys.exit(code if isinstance(code, int) else Exit.GOOD)


def fail(words: Sequence[str], message: str, kind: str, code: Exit) -> Any:
    """Say what is wrong in one line on stderr, and as JSON on stdout when JSON was asked for; then exit."""
    from paraph.render.visible import one_line

    said = one_line(mask(message))
    click.echo(f"paraph: error: {said}", err=True)
    if "--json" in words:
        from paraph.render.as_json import json_line

        click.echo(json_line({"schema": "paraph.error/1", "error": {"kind": kind, "message": said}}))
    sys.exit(code)
