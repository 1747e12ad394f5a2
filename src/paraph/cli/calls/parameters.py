"""The parameters of calls as options and arguments of commands."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.apis.openapi import is_file
from paraph.cli.calls.words import dashed
from paraph.cli.options import parameter
from paraph.cli.suggesting import Choice
from paraph.clients.names import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paraph.apis.catalogue import Endpoint, Schema
    from paraph.clients.names import Argument

OWN_OPTIONS = frozenset(
    [
        "credentials",
        "profile",
        "id",
        "secret-env",
        "secret-file",
        "base-url",
        "ca",
        "timeout",
        "tries",
        "extra",
        "now",
        "json",
        "jsonl",
        "csv",
        "columns",
        "dates",
        "color",
        "limit",
        "cursor",
        "yes",
        "output",
        "help",
    ]
)
"""Options that each command has itself; a parameter of such a name is called ``--param-NAME``."""
SECRETS = frozenset(("secret", "aes_key", "private_id", "password", "new_password", "client_secret"))
"""Parameters that are secrets, which no command line may contain."""
NEVER = "a secret is never an argument: give @FILE"
MOST_BYTES = 16 * 1024 * 1024
"""The largest file that is read as a value."""
TIME_HELP = "Such as 2h or 7d (ago), 2026-02-03 or 2026-02-03T10:20:30Z"
_UNIT = re.compile(r"(?:milli)?seconds(?:[,;] )?")


class JsonText(click.ParamType[Any]):
    """A value in JSON, or ``@FILE`` with such a value."""

    name = "JSON"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value."""
        name = value[1:] if value.startswith("@") else ""
        try:
            text = file_text(name) if name else value
        except ValueError as error:
            self.fail(str(error), param, ctx)
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            seen = f"{name} is not JSON" if name else f"got {text[:40]!r}"
            self.fail(f"expected JSON, or @FILE with JSON; {seen}", param, ctx)
        if not name and has_secret(content):
            self.fail(f"{NEVER} with the JSON", param, ctx)
        return content


class SecretText(click.ParamType[str]):
    """A secret: ``@FILE`` with it, or ``-`` for a prompt or a line of standard input."""

    name = "@FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the secret; an error if it stands on the command line."""
        if value == "-":
            if sys.stdin.isatty():
                answer: str = click.prompt(param.human_readable_name if param else "Secret", hide_input=True, err=True)
                return answer
            return sys.stdin.readline().rstrip("\r\n")
        if not value.startswith("@"):
            self.fail(f"{NEVER}, or - for a prompt", param, ctx)
        try:
            return file_text(value[1:]).split("\n", 1)[0].rstrip("\r")
        except ValueError as error:
            self.fail(str(error), param, ctx)


def file_text(name: str) -> str:
    """Return the text of a file; raises ValueError, which quotes nothing of it, if it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ValueError(f"{name} is larger than 16 MiB")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"cannot read {name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not UTF-8 text") from None


def has_secret(content: Any) -> bool:
    """Whether a JSON value has a member that is a secret."""
    left = [content]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if not SECRETS.isdisjoint(value):
                return True
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return False


def further_parameters(
    context: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of NAME=VALUE; a secret is read from NAME=@FILE, and a usage error if it stands there itself."""
    pairs = map(parameter, texts)
    return tuple(
        (name, SecretText().convert(value, option, context) if name in SECRETS else value) for name, value in pairs
    )


def parameters_for(endpoints: Sequence[Endpoint]) -> list[click.Parameter]:
    """Return the arguments and options for the parameters of a call that one or two endpoints answer."""
    made: dict[str, click.Parameter] = {}
    shared = set.intersection(*({each.name for each in arguments_of(endpoint)} for endpoint in endpoints))
    for endpoint in endpoints:
        for argument in arguments_of(endpoint):
            if argument.parameter.place != "path" and argument.name not in made:
                is_required = argument.is_required and (len(endpoints) == 1 or argument.name in shared)
                made[argument.name] = option_for(argument, is_required)
        if endpoint.body is not None:
            made["body"] = click.Option(["--body"], type=JsonText(), required=True, help="The whole body.")
    return [*path_arguments(endpoints[0]), *made.values()]


def path_arguments(endpoint: Endpoint) -> Iterator[click.Parameter]:
    """Yield the arguments for the parameters in the path."""
    for argument in arguments_of(endpoint):
        if argument.parameter.place == "path":
            yield click.Argument([argument.name], metavar=argument.name.upper())


def option_for(argument: Argument, is_required: bool) -> click.Option:
    """Return the option for a parameter."""
    flag, schema = flag_of(argument), argument.packed or argument.parameter.schema
    text = option_help(argument)
    words: dict[str, Any] = {"required": is_required, "help": text}
    if argument.unit is not None:
        words["metavar"] = "TIME"
    if schema.get("type") == "boolean":
        return click.Option([f"{flag}/--no-{flag.removeprefix('--')}", argument.name], default=None, **words)
    if is_text_list(schema):
        words |= {"multiple": True, "help": " ".join(filter(None, (text, "Can be given several times; [] for none.")))}
        schema = schema["items"]
    return click.Option([flag, argument.name], type=type_for(argument, schema), **words)


def option_help(argument: Argument) -> str | None:
    """Return the help of an option; None if the catalogue says nothing about its parameter."""
    about = argument.parameter.about
    if argument.unit is not None:
        limits = _UNIT.sub("", about, count=1).replace("mintime", "--since")
        about = f"{TIME_HELP}; {limits}" if limits else TIME_HELP
    elif argument.name == "page_size" and not about:
        about = "how many records the server sends at once; --limit is how many are printed"
    elif not about and (examples := argument.parameter.schema.get("examples")):
        about = f"such as {' or '.join(map(str, examples))}"
    return f"{about[:1].upper()}{about[1:].rstrip('.')}." if about else None


def flag_of(argument: Argument) -> str:
    """Return the name of the option for a parameter."""
    name = dashed(argument.name)
    return f"--param-{name}" if name in OWN_OPTIONS else f"--{name}"


def type_for(argument: Argument, schema: Schema) -> click.ParamType[Any]:
    """Return the type of an option."""
    kind = schema.get("type")
    if argument.name in SECRETS:
        return SecretText()
    if argument.unit is not None:
        return click.STRING
    if is_file(schema):
        return click.Path(exists=True, dir_okay=False)
    if kind == "integer":
        return click.INT
    if kind == "number":
        return click.FLOAT
    if kind == "string" and "enum" in schema:
        return Choice([str(each) for each in schema["enum"]])
    return click.STRING if is_plain(kind) else JsonText()


def is_plain(kind: Any) -> bool:
    """Whether a value of a type is given as text."""
    return kind == "string" or (isinstance(kind, list) and set(kind) <= {"string", "null"})


def is_text_list(schema: Schema) -> bool:
    """Whether a schema is that of a list of texts."""
    return schema.get("type") == "array" and schema.get("items", {}).get("type") == "string"


def given_arguments(endpoint: Endpoint, values: dict[str, Any], named: Iterable[str]) -> dict[str, Any]:
    """Return the arguments for an endpoint; a usage error for an option that only another endpoint of the call has.

    `named` are the names of the arguments in the path as the command has them, in order.
    """
    known = arguments_of(endpoint)
    in_path = [each.name for each in known if each.parameter.place == "path"]
    given = dict(zip(in_path, (values.pop(name) for name in named), strict=True))
    takes = {each.name: each for each in known} | ({"body": None} if endpoint.body is not None else {})
    for name, value in values.items():
        if value is None or value == ():
            continue
        if name not in takes:
            raise click.UsageError(f"--{dashed(name)}: {endpoint.name}, which this server has, does not take it")
        given[name] = value if not isinstance(value, tuple) else [] if value == ("[]",) else list(value)
    for each in known:
        if each.is_required and each.name not in given:
            raise click.UsageError(f"{flag_of(each)} is missing: {endpoint.name}, which this server has, needs it")
    return given
