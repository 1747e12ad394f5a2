"""``paraph login``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_profile
from paraph.cli.files import file_secret, first_line
from paraph.cli.masking import mask_secrets_of
from paraph.cli.options import option_group
from paraph.cli.suggesting import Choice
from paraph.cli.terminal import print_json

if TYPE_CHECKING:
    from paraph.core.credential import Credential, Secret

STDIN = "-"
"""Stands for standard input in the place of a file."""


class Answers(NamedTuple):
    """What paraph need not ask for."""

    key_id: str | None
    host: str | None
    secret_env: str | None
    secret_file: str | None


class ProbeOptions(NamedTuple):
    """Whether and how to test a credential with a call."""

    wants_test: bool
    base_url: str
    ca: str | None


def testable_schemes() -> list[str]:
    """Return the names of the schemes whose servers answer a call that changes nothing."""
    from paraph.schemes import all_schemes, diagnosis_of

    return [scheme.name for scheme in all_schemes() if diagnosis_of(scheme).servers.probes]


@click.command()
@click.argument("profile", default="default", shell_complete=complete_profile)
@click.option("--id", "key_id", metavar="ID", help="Integration key or consumer key; by default paraph asks for it.")
@click.option(
    "--host",
    metavar="HOST",
    help="API hostname, or the base URL of an Alteryx API: https://SERVER/gallery or https://SERVER/webapi.",
)
@click.option(
    "--scheme", type=Choice(testable_schemes()), help="The signature scheme; by default it follows from host and id."
)
@click.option("--secret-env", metavar="NAME", help="Read the secret from this environment variable.")
@click.option(
    "--secret-file",
    type=click.Path(allow_dash=True),
    help="Read the secret from the first line of this file; - is standard input.",
)
@click.option(
    "--keyring/--no-keyring", "use_keyring", default=True, help="Store the secret in the keyring, or in a file."
)
@click.option("--test/--no-test", "wants_test", default=True, help="Test the credential with a harmless call.")
@click.option("--base-url", default="", metavar="URL", help="Send the test call to this server, but sign for the host.")
@click.option("--ca", type=click.Path(), metavar="FILE", help="Trust also the certificates in this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
@option_group("answers", Answers)
@option_group("probe", ProbeOptions)
def command(
    profile: str, answers: Answers, scheme: str | None, use_keyring: bool, probe: ProbeOptions, as_json: bool
) -> int:
    """Store a credential as PROFILE, and test it with a call that changes nothing.

    paraph asks for what is missing, and hides the secret while you type it. Id and host go into the configuration file;
    the secret goes into the keyring of the system or, if there is none, into a file that only you can read.

    \b
    Examples:
      paraph login prod
      paraph login ci --id DIXXXXXXXXXXXXXXXXXX --host api-xxxxxxxx.duosecurity.com --secret-env DUO_SKEY
      pass duo/skey | paraph login prod --id DIXXXXXXXXXXXXXXXXXX --host api-xxxxxxxx.duosecurity.com --secret-file -
      paraph login gallery --id KEY --host https://gallery.example.com/gallery --secret-file key.txt

    `paraph send` uses the profile `default` if no other is named. Exits with 0, with 4 if the server rejects the credential, and
    with 69 if the server cannot be reached; the credential is stored in each case.
    """
    from paraph.cli.profile_file import store
    from paraph.cli.profiles import valid_name

    name = valid_name(profile)
    credential = complete_credential(answers)
    chosen = scheme_for(scheme, credential)
    place = store(name, credential.key_id, credential.secret, credential.host, chosen, use_keyring)
    say_stored(name, place, use_keyring)
    api = tested_api(credential, chosen, probe) if probe.wants_test else None
    if as_json:
        summary = {"profile": name, "id": credential.key_id, "host": credential.host, "scheme": chosen, "secret": place}
        test = {"kept_in": place_kind(place), "tested": probe.wants_test, "api": api or ""}
        print_json({"schema": "paraph.login/1", **summary, **test})
    return Exit.CLIENT_ERROR if probe.wants_test and not api else Exit.GOOD


def tested_api(credential: Credential, scheme: str, probe: ProbeOptions) -> str | None:
    """Return the API that accepts the credential, by a signature or by a token; None if none does."""
    from paraph.cli.token_login import grants_tokens, test_token

    if grants_tokens(credential.host):
        return test_token(credential, probe.base_url, probe.ca)
    return test_credential(credential, scheme, probe)


def place_kind(place: dict[str, str]) -> str:
    """Return in what kind of place the secret is stored: keyring or file."""
    return "keyring" if "keyring" in place else "file"


def say_stored(name: str, place: dict[str, str], use_keyring: bool) -> None:
    """Say on stderr where the profile is stored, and its secret if that is not where it was asked to be."""
    from paraph.cli.profiles import config_path
    from paraph.cli.sending import say

    if place_kind(place) == "file" and use_keyring:
        say(f"no keyring is available: the secret is in {place['file']}, which only you can read")
    say(f"stored the profile {name} in {config_path()}")


def complete_credential(answers: Answers) -> Credential:
    """Return the credential, and ask for what is missing; a usage error if there is no terminal."""
    from dataclasses import replace

    from paraph.cli.token_login import with_whole_path
    from paraph.core.credential import Credential

    key_id = answers.key_id or prompt("Key id (integration key, consumer key)", "--id")
    host = (answers.host or prompt("Host (API hostname, or base URL)", "--host")).strip().rstrip("/")
    if not key_id.isprintable() or not host.isprintable() or not host.isascii():
        raise click.UsageError("id and host must be printable text, the host in ASCII")
    secret = read_secret(answers)
    if not secret.value.strip():
        raise click.UsageError("the secret is empty")
    credential = mask_secrets_of(replace(Credential(key_id.strip(), secret), host=with_whole_path(host)))
    refuse_exchanged(credential)
    return credential


def refuse_exchanged(credential: Credential) -> None:
    """Raise a usage error if the secret has the form of a vendor's key id, and the key id has not."""
    from paraph.schemes import usual_scheme

    by_secret, by_key = (usual_scheme("", text) for text in (credential.secret.text.strip(), credential.key_id))
    if by_secret != by_key == usual_scheme("", ""):
        raise click.UsageError("the key id and the secret are exchanged: the secret has the form of a key id")


def read_secret(answers: Answers) -> Secret:
    """Read the secret from the environment, a file, standard input or a prompt."""
    from pathlib import Path

    from paraph.cli.profiles import from_environment
    from paraph.core.credential import Secret

    if answers.secret_env:
        return from_environment(Secret(answers.secret_env), "")
    if answers.secret_file == STDIN:
        return first_line(Secret(sys.stdin.buffer.readline()))
    if answers.secret_file:
        return first_line(file_secret(Path(answers.secret_file)))
    return Secret(prompt("Secret", "--secret-env, --secret-file", hidden=True))


def prompt(what: str, option: str, hidden: bool = False) -> str:
    """Ask a question and return the answer; a usage error if there is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            f"the {what.partition(' (')[0].lower()} is missing: give {option} (there is no terminal to ask on)"
        )
    return str(click.prompt(what, hide_input=hidden, err=True))


def scheme_for(scheme: str | None, credential: Credential) -> str:
    """Return the chosen scheme, else the usual one of the host and the id."""
    from paraph.schemes import usual_scheme

    return scheme or usual_scheme(credential.host.rpartition("://")[2].partition("/")[0], credential.key_id)


def test_credential(credential: Credential, scheme: str, probe: ProbeOptions) -> str | None:
    """Return the API that accepts the credential; None, after a message on stderr, if none does."""
    from paraph.cli.sending import Line, Plan, print_refusal, request_and_address, say, server_error
    from paraph.schemes import diagnosis_of, scheme_named

    first: Any = None
    for method, path, api in diagnosis_of(scheme_named(scheme)).servers.probes:
        request, to = request_and_address((method, path), credential, probe.base_url, form=False)
        with Line(Plan(request, credential, scheme, {}, to, probe.ca, timeout=20.0, tries=2)) as line:
            response = line.send(request)
        said = line.refusal(response)
        if response.status < 300 or (not said and server_error(response, scheme) is not None):
            lacks = "" if response.status < 300 else ", though the application lacks the permission for this call"
            say(f"the server accepts it for the {api} ({method} {path}){lacks}")
            return api
        wrong_kind = said and b"40102" in response.body
        first = first if first and wrong_kind else (response, said or (f"The server answered {response.status}.",))
    response, said = first
    print_refusal(response, said, scheme)
    return None
