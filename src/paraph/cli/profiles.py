"""The configuration file, its profiles, and the places where their secrets are kept.

``[profile.NAME]`` has `id`, `host`, `scheme` if need be, and `secret`: a text, or ``{keyring = "SERVICE"}`` (the user name
is the id), ``{env = "NAME"}``, ``{file = "PATH"}`` or ``{command = "PROGRAM ARGUMENTS"}`` (first line of what it prints).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from paraph.cli.field_names import with_own_names
from paraph.cli.files import ANY, CHANGED, file_secret, first_line, load_table, refuse_open_folder
from paraph.core.errors import Unconfigured
from paraph.core.secret import Secret

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
DEFAULT = "default"
"""The profile if none is named."""


def config_path() -> Path:
    """Return where the configuration is."""
    import platformdirs

    return Path(os.environ.get("PARAPH_CONFIG") or platformdirs.user_config_path("paraph") / "config.toml")


def valid_name(name: str) -> str:
    """Return the name of a profile to store; a usage error if it would have to be quoted."""
    import click

    if not NAME.fullmatch(name):
        raise click.UsageError(f"the name of a profile has only letters, digits, - and _, not {name[:40]!r}")
    return name


def profile(name: str) -> dict[str, Any]:
    """Return the table of a profile; Unconfigured if there is none, or if others can read or replace the file."""
    path = config_path()
    for folder in {path.absolute().parent, path.resolve().parent}:
        refuse_open_folder(folder)
    if not path.exists():
        raise no_profile(name, {})
    profiles = load_table(path, ANY).get("profile", {})
    table = profiles.get(name) if isinstance(profiles, dict) else None
    if not isinstance(table, dict):
        raise no_profile(name, profiles)
    return with_own_names(table, f"profile {name} of {path}")


def no_profile(name: str, profiles: Any) -> Unconfigured:
    """Return the error for an unknown profile; it names the nearest known one."""
    from paraph.cli.suggesting import nearest

    near = nearest(name, profiles if isinstance(profiles, dict) else ())
    guess = f"did you mean {near}? If not, " if near else ""
    return Unconfigured(f"there is no profile {name!r} in {config_path()}: {guess}make one with `paraph login {name}`")


def all_profiles(*, warns: bool = True) -> dict[str, dict[str, Any]]:
    """Return the tables of all profiles by name; empty without a configuration file."""
    if not config_path().exists():
        return {}
    path = config_path()
    profiles = load_table(path, (), warns=warns).get("profile", {})
    tables = profiles.items() if isinstance(profiles, dict) else ()
    return {
        name: with_own_names(table, f"profile {name} of {path}") for name, table in tables if isinstance(table, dict)
    }


def has_profile(name: str) -> bool:
    """Return whether a profile exists."""
    if not config_path().exists():
        return False
    profiles = load_table(config_path(), (), warns=False).get("profile", {})
    return isinstance(profiles, dict) and name in profiles


def secret_at(place: dict[str, Any], key_id: str) -> Secret:
    """Return the secret from the place that a profile names; Unconfigured if it is not there."""
    if len(place) == 1:
        ((kind, where),) = place.items()
        if kind in READERS and isinstance(where, Secret) and where:
            return READERS[kind](where, key_id)
    kinds = ", ".join(f"{{{kind} = ...}}" for kind in READERS)
    raise Unconfigured(f"the secret of a profile is a text or one of {kinds}")


def from_environment(name: Secret, _key_id: str) -> Secret:
    """Return the value of a variable."""
    if name.text not in os.environ:
        raise Unconfigured(f"the environment variable {name.text} is not set: export it first")
    return Secret(os.environ[name.text])


def from_file(name: Secret, _key_id: str) -> Secret:
    """Return the first line of a file; a file in paraph's own folder is refused if others can read it."""
    path = Path(name.text).expanduser()
    is_own = path.absolute().parent == secrets_folder()
    if is_own:
        refuse_open_folder(path.absolute().parent)
    return first_line(file_secret(path, ANY if is_own else CHANGED))


def secrets_folder() -> Path:
    """Return the folder for secrets that are not in a keyring."""
    return config_path().absolute().parent / "secrets"


def from_command(words: Secret, _key_id: str) -> Secret:
    """Return the first line that a program prints, such as a password manager's; its stderr is shown.

    Only the owner can have written the command: otherwise the configuration was refused.
    """
    import shlex
    import subprocess

    try:
        return first_line(Secret(subprocess.run(shlex.split(words.text), stdout=subprocess.PIPE, check=True).stdout))  # noqa: S603
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        why = type(error).__name__  # the error itself contains the output
    raise Unconfigured(f"the command of the profile failed: {why}")


def from_keyring(service: Secret, key_id: str) -> Secret:
    """Return the secret in the system's keyring for that service and id."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise Unconfigured("the secret is in the keyring: to read it, run pip install 'paraph[keyring]'") from None
    try:
        found = Secret(keyring.get_password(service.text, key_id) or "")
    except (KeyringError, OSError) as error:
        raise Unconfigured(f"the keyring cannot be opened: {type(error).__name__}") from None
    if not found:
        raise Unconfigured(f"the keyring has no secret for {service.text!r} and {key_id!r}: run `paraph login` again")
    return found


READERS = {"keyring": from_keyring, "env": from_environment, "file": from_file, "command": from_command}
