"""The program ``python -m paraph.compat.duo_client.client``, which sends one request.

It takes the secret key as an argument, as duo_client's does, so other users of the machine can see it:
``paraph send`` does not.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def output_response(response: Any, data: Any, headers: Any = None) -> None:
    """Print the status, the chosen headers, and the body, indented if it is JSON."""
    print(response.status, response.reason)
    for header in headers or ():
        value = response.getheader(header)
        if value is not None:
            print(f"{header}: {value}")
    try:
        data = data if isinstance(data, str) else data.decode("utf-8")
        data = json.dumps(json.loads(data), sort_keys=True, indent=4)
    except ValueError:
        pass
    print(data)


def run(client_class: Callable[..., Any], default_ca_certs: str) -> None:
    """Send the request that the command line describes, and print the answer."""
    options = _parser(default_ca_certs).parse_args()
    client = client_class(
        ikey=options.ikey,
        skey=options.skey,
        host=options.host,
        ca_certs=options.ca,
        sig_version=options.sig_version,
        sig_timezone=options.sig_timezone,
        disable_ca_pinning=options.disable_ca_pinning,
    )
    files = options.file_args.split(",") if options.file_args else []
    response, data = client.api_call(options.method, options.path, _parameters(options.param, files))
    output_response(response, data, options.show_header)


def _parser(default_ca_certs: str) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser()
    for name, meaning in (
        ("--ikey", "integration key"),
        ("--skey", "secret key"),
        ("--host", "API host"),
        ("--method", "HTTP method"),
        ("--path", "path of the endpoint"),
    ):
        parser.add_argument(name, required=True, help=meaning)
    parser.add_argument("--ca", default=default_ca_certs)
    parser.add_argument("--disable-ca-pinning", default=False)
    parser.add_argument("--sig-version", type=int, default=2)
    parser.add_argument("--sig-timezone", default="UTC")
    parser.add_argument("--show-header", action="append", default=[], help="a header of the answer to print")
    parser.add_argument("--file-args", default=[], help="names of parameters whose value is a file, with commas")
    parser.add_argument("param", nargs="*", help="name=value")
    return parser


def _parameters(pairs: list[str], files: list[str]) -> dict[str, Any]:
    """Return the values of each name; what is a file is read and encoded as base64."""
    params: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            sys.exit(f"Error: Positional argument {pair} is not in key=value format.")
        params.setdefault(name, []).append(value)
    for name in params.keys() & set(files):
        if len(params[name]) != 1:
            raise NotImplementedError
        params[name] = base64.b64encode(Path(params[name][0]).read_bytes())
    return params
