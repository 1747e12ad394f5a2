"""The configuration file, its profiles, and the places where their secrets are kept.

``[profile.NAME]`` has `id`, `host`, `scheme` if need be, and `secret`: a text, or ``{keyring = "SERVICE"}`` (the user name
is the id), ``{env = "NAME"}``, ``{file = "PATH"}`` or ``{command = "PROGRAM ARGUMENTS"}`` (first line of what it prints).
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from paraph.cli.files import ANY, CHANGED, file_secret, first_line, load_table, parsed, refuse_open_folder
from paraph.core.errors import Unconfigured
from paraph.core.secret import Secret
from paraph.private_files import make_private_folder, write_file

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NO_VALUE = re.compile(r"[ \t]*(?:#.*)?")
DEFAULT = "default"
"""The profile that is meant when none is named."""


def config_path() -> Path:
    """Where the configuration is."""
    import platformdirs

    return Path(os.environ.get("PARAPH_CONFIG") or platformdirs.user_config_path("paraph") / "config.toml")


def named(name: str) -> str:
    """The name of a profile that is to be stored; a usage error for one that would have to be quoted."""
    import click

    if not NAME.fullmatch(name):
        raise click.UsageError(f"a profile's name is of letters, digits, - and _, not {name[:40]!r}")
    return name


def profile(name: str) -> dict[str, Any]:
    """The table of a profile; Unconfigured when there is none, or when others can read the file or put another there."""
    path = config_path()
    for folder in {path.absolute().parent, path.resolve().parent}:
        refuse_open_folder(folder)
    profiles = load_table(path, ANY).get("profile", {})
    table = profiles.get(name) if isinstance(profiles, dict) else None
    if not isinstance(table, dict):
        raise Unconfigured(f"there is no profile {name!r} in {path}: make one with `paraph login {name}`")
    return table


def has_profile(name: str) -> bool:
    """Whether there is such a profile."""
    if not config_path().exists():
        return False
    profiles = load_table(config_path(), (), warns=False).get("profile", {})
    return isinstance(profiles, dict) and name in profiles


def with_default(places: dict[str, Any]) -> dict[str, Any]:
    """The places of a credential; where none is named, the default profile, if there is one."""
    named = ("credentials", "profile", "secret_env", "secret_file", "key_id")
    if any(places[name] for name in named) or not has_profile(DEFAULT):
        return places
    return {**places, "profile": DEFAULT}


def scheme_of(places: dict[str, Any]) -> str:
    """The scheme that the credentials file or the profile names; empty when it names none."""
    from paraph.schemes import scheme_names

    file, name = places["credentials"], places["profile"]
    table = load_table(Path(file)) if file else profile(name) if name else {}
    scheme = table.get("scheme", "")
    if scheme and scheme not in scheme_names():
        raise Unconfigured(f"no scheme {str(scheme)[:20]!r} is known: choose one of {', '.join(scheme_names())}")
    return str(scheme)


def secret_at(place: dict[str, Any], key_id: str) -> Secret:
    """The secret from the place that a profile names; Unconfigured when it is not there."""
    if len(place) == 1:
        ((kind, where),) = place.items()
        if kind in READERS and isinstance(where, Secret) and where:
            return READERS[kind](where, key_id)
    kinds = ", ".join(f"{{{kind} = ...}}" for kind in READERS)
    raise Unconfigured(f"the secret of a profile is a text or one of {kinds}")


def from_environment(name: Secret, _key_id: str) -> Secret:
    """The value of a variable."""
    if name.text not in os.environ:
        raise Unconfigured(f"the environment variable {name.text} is not set")
    return Secret(os.environ[name.text])


def from_file(name: Secret, _key_id: str) -> Secret:
    """The first line of a file; one of the store's own is refused if others can read it."""
    path = Path(name.text).expanduser()
    is_own = path.absolute().parent == secrets_folder()
    if is_own:
        refuse_open_folder(path.absolute().parent)
    return first_line(file_secret(path, ANY if is_own else CHANGED))


def secrets_folder() -> Path:
    """Where secrets are kept that no keyring takes."""
    return config_path().absolute().parent / "secrets"


def from_command(words: Secret, _key_id: str) -> Secret:
    """The first line that a program prints, such as a password manager's; what it says on stderr is seen.

    Only the owner can have written the command: the configuration was refused otherwise.
    """
    import shlex
    import subprocess

    try:
        return first_line(Secret(subprocess.run(shlex.split(words.text), stdout=subprocess.PIPE, check=True).stdout))  # noqa: S603
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        why = type(error).__name__  # the error itself holds what was printed
    raise Unconfigured(f"the command of the profile failed: {why}")


def from_keyring(service: Secret, key_id: str) -> Secret:
    """What the keyring of the system has under that service and the id."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise Unconfigured("the secret is in a keyring: install it with pip install 'paraph[keyring]'") from None
    try:
        found = Secret(keyring.get_password(service.text, key_id) or "")
    except (KeyringError, OSError) as error:
        raise Unconfigured(f"the keyring does not open: {type(error).__name__}") from None
    if not found:
        raise Unconfigured(f"the keyring has nothing for {service.text!r} and {key_id!r}: run `paraph login` again")
    return found


READERS = {"keyring": from_keyring, "env": from_environment, "file": from_file, "command": from_command}


def store(name: str, key_id: str, secret: Secret, host: str, scheme: str, use_keyring: bool = True) -> dict[str, str]:
    """Keep a credential as a profile; gives the place of its secret.

    The secret goes into the keyring, or, where there is none, into a file that only its owner can read.
    """
    path = config_path()
    refuse_open_folder(path.absolute().parent)
    text = file_secret(path, CHANGED, warns=False) if path.exists() else Secret("")
    before = load_table(path, CHANGED, warns=False) if path.exists() else {}
    place = in_keyring(name, key_id, secret) if use_keyring else None
    if place is None:
        file = secrets_folder() / name
        write_private(file, Secret(secret.value + b"\n"))
        place = {"file": str(file)}
    after = with_profile(text, name, {"id": key_id, "host": host, "scheme": scheme}, place)
    if not differs_only_in(before, after, name):
        raise Unconfigured(f"{path} has profiles in a form that is not changed here: write [profile.{name}] by hand")
    write_private(path, after)
    return place


def differs_only_in(before: dict[str, Any], after: Secret, name: str) -> bool:
    """Whether a new text of the configuration says the same as the old one but for that profile."""
    table, fault = parsed(after)
    if fault or not isinstance(table.get("profile"), dict) or table["profile"].pop(name, None) is None:
        return False
    kept = {key: value for key, value in before.get("profile", {}).items() if key != name}
    return {**table, "profile": table["profile"]} == {**before, "profile": kept}


def in_keyring(name: str, key_id: str, secret: Secret) -> dict[str, str] | None:
    """Put a secret into the keyring; None when there is none that takes it and gives it back."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    service = f"paraph/{name}"
    try:
        keyring.set_password(service, key_id, secret.text)
        kept = Secret(keyring.get_password(service, key_id) or "") == secret
    except (KeyringError, OSError, RuntimeError):  # without a desktop the backend of last resort raises
        return None
    return {"keyring": service} if kept else None


def with_profile(content: Secret, name: str, values: dict[str, str], place: dict[str, str]) -> Secret:
    """The text of the configuration with that profile in the place of one of its name; all else stays as it is."""
    ((kind, where),) = place.items()
    text = content.text.removeprefix("\ufeff")
    lines = [f"{key} = {quoted(value)}" for key, value in values.items() if value]
    section = f"[profile.{name}]\n" + "\n".join([*lines, f"secret = {{{kind} = {quoted(where)}}}"]) + "\n"
    header = rf"[ \t]*\[[ \t]*profile[ \t]*\.[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*\]"
    found = re.search(rf"^{header}.*?(?=^[ \t]*\[|\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        return Secret(f"{text.rstrip()}\n\n{section}".lstrip("\n"))
    return Secret(text[: found.start()] + section + closing_comments(found[0]) + text[found.end() :])


def closing_comments(text: str) -> str:
    """The lines at the end that are blank or comments, which are about what follows."""
    start = len(text)
    while start and text[start - 1] == "\n":
        begin = text.rfind("\n", 0, start - 1) + 1
        if not _NO_VALUE.fullmatch(text, begin, start - 1):
            break
        start = begin
    return text[start:]


def quoted(text: str) -> str:
    """A text as TOML has it; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)


def write_private(path: Path, data: Secret) -> None:
    """Write a file that only its owner can read, whatever the umask, whole or not at all; Unconfigured when that fails."""
    real = path.resolve()
    refuse_open_folder(real.parent)
    try:
        make_private_folder(real.parent)
        write_file(real, data)
    except OSError as error:
        raise Unconfigured(f"cannot write {path}: {error.strerror or error}") from None
