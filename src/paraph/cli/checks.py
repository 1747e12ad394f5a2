"""The checks of ``paraph doctor``: what paraph depends on. Each check returns a value and never raises.

A check that passes and still has a `fix` is a note: something is missing that not everybody needs.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph.cli.files import ANY, CHANGED, folder_repair_command, repair_command
from paraph.cli.profiles import all_profiles, config_path, secrets_folder
from paraph.core.errors import Unconfigured, Unreachable
from paraph.private_files import exposure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOCK_SECONDS = 30
"""Seconds that two clocks may differ. Duo accepts 5 minutes, but a clock that is off by this much drifts."""
EXTRAS = {
    "keyring": ("keyring", "secrets in the keyring of the system"),
    "mcp": ("mcp", "paraph mcp"),
    "redis": ("redis", "nonces in Redis, shared by several servers"),
    "rsa": ("cryptography", "RSA signatures"),
    "server": ("uvicorn", "paraph serve"),
    "yaml": ("yaml", "Bruno's YAML collections"),
}
"""For each extra: a module that shows that it is installed, and its purpose."""
RUN_COMMANDS = {
    "bash": (".bashrc", 'eval "$(paraph completion bash)"'),
    "zsh": (".zshrc", 'eval "$(paraph completion zsh)"'),
    "fish": (".config/fish/config.fish", "paraph completion fish | source"),
}
"""For each shell: the file that it reads when it starts, and the line that enables completion."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: whether all is well, what was found, and what to do."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def clock(origin: str, now: int | None) -> Check:
    """Compare the clock with the Date header of a server; without a server it stays unchecked."""
    if not origin:
        return Check("clock", True, "not compared with any server", "name one: paraph doctor --host HOST")
    try:
        seconds = server_seconds(origin)
    except (Unreachable, Unconfigured, ValueError) as error:
        return Check("clock", False, f"cannot ask {origin}: {error}", "check the address, the network and the proxies")
    if seconds is None:
        return Check("clock", False, f"{origin} sends no Date header", "name another server: paraph doctor --host HOST")
    offset = (seconds_now() if now is None else now) - seconds
    detail = (
        f"{abs(offset)} s {'ahead of' if offset > 0 else 'behind'} {origin}" if offset else f"the same as at {origin}"
    )
    fix = (
        "set the clock of this machine, best with NTP: timedatectl set-ntp true" if abs(offset) > CLOCK_SECONDS else ""
    )
    return Check("clock", not fix, detail, fix)


def seconds_now() -> int:
    """Return Unix seconds by the clock of this machine."""
    import time

    return int(time.time())


def server_seconds(origin: str) -> int | None:
    """Return Unix seconds by the clock of a server; None if it does not send them."""
    from paraph.core.dates import date_seconds
    from paraph.core.message import Request
    from paraph.http.network import Network

    scheme, _, host = origin.partition("://")
    with Network(timeout=10.0) as network:
        response = network(Request("HEAD", "/", (("Host", host),), b"", scheme))
    dates = [value for name, value in response.headers if name.lower() == "date"]
    return date_seconds(dates[0]) if dates else None


def certificates() -> Check:
    """Check whether the certificates for TLS can be loaded."""
    import ssl

    import httpx2

    source = next(
        (f"{name}={os.environ[name]}" for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)), ""
    )
    paths = ssl.get_default_verify_paths()
    try:
        count = httpx2.create_ssl_context().cert_store_stats()["x509_ca"]
    except (OSError, ValueError) as error:
        detail = f"{source or 'those of the system'} cannot be loaded: {getattr(error, 'strerror', None) or error}"
        return Check(
            "certificates", False, detail, "unset SSL_CERT_FILE and SSL_CERT_DIR, or name a file with PEM certificates"
        )
    if not count and not source and not paths.capath:
        fix = "install the certificates of the system (ca-certificates), or set SSL_CERT_FILE"
        return Check("certificates", sys.platform in ("win32", "darwin"), "none were found", fix)
    return Check("certificates", True, f"{count} from {source or paths.cafile or paths.capath or 'the system'}")


def configuration() -> Check:
    """Check whether the configuration file can be read."""
    path = config_path()
    if not path.exists():
        return Check("configuration", True, f"no file {path} yet", "paraph login")
    try:
        count = len(all_profiles(warns=False))
    except Unconfigured as error:
        return Check("configuration", False, str(error), f"correct {path}")
    return Check("configuration", True, f"{path}, {count} profile{'' if count == 1 else 's'}")


def permissions() -> Check:
    """Check whether others can read or change the configuration and the secrets."""
    faults = list(find_exposed())
    if faults:
        return Check("permissions", False, "; ".join(said for said, _ in faults), " && ".join(fix for _, fix in faults))
    return Check("permissions", True, "nobody else can read or change the configuration and the secrets")


def find_exposed() -> Iterator[tuple[str, str]]:
    """Yield what others can do with each file and folder, and the command that prevents it."""
    folder, own = config_path().absolute().parent, secrets_folder()
    for each in (folder, own):
        if each.is_dir() and (exposure := exposure_of(each.stat())) in CHANGED:
            yield f"{each} {exposure.value}", folder_repair_command(each, exposure)
    kept = sorted(own.iterdir()) if own.is_dir() else []
    for path in dict.fromkeys((config_path(), *kept, *secret_files())):
        if path.exists() and (exposure := exposure_of(path.stat())) in ANY:
            yield f"{path} {exposure.value}", repair_command(path, exposure)


def secret_files() -> list[Path]:
    """Return the files in which profiles store their secrets."""
    places = [secret["file"] for secret in secret_places() if "file" in secret]
    return [Path(place.text).expanduser().absolute() for place in places]


def secret_places() -> list[dict[str, Any]]:
    """Return the places that profiles name; none if the configuration cannot be read, which has its own check."""
    try:
        secrets = [table.get("secret") for table in all_profiles(warns=False).values()]
    except Unconfigured:
        return []
    return [secret for secret in secrets if isinstance(secret, dict)]


def keyring() -> Check:
    """Check whether a keyring can be used; it must be usable if a profile has its secret there."""
    is_needed = any("keyring" in place for place in secret_places())
    otherwise = "" if is_needed else "; secrets are kept in files that only you can read"
    if find_spec("keyring") is None:
        return Check("keyring", not is_needed, f"not installed{otherwise}", "pip install 'paraph[keyring]'")
    try:
        from keyring import get_keyring

        backend = get_keyring()
    except Exception as error:  # backends are third-party code, and each fails in its own way
        return Check(
            "keyring",
            not is_needed,
            f"it does not load: {type(error).__name__}{otherwise}",
            "paraph login --no-keyring",
        )
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    if backend.priority <= 0:
        fix = "start the keyring of the desktop (GNOME Keyring, KWallet), or install another backend"
        return Check("keyring", not is_needed, f"no usable backend ({name}){otherwise}", fix)
    return Check("keyring", True, name)


def versions() -> Check:
    """Return the versions of Python, paraph and the libraries that it needs."""
    needed = [text for text in metadata.requires("paraph") or () if "extra ==" not in text]
    names = [re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0] for text in needed]
    found = {name: version_of(name) for name in ("paraph", *names)}
    missing = [name for name, version in found.items() if not version]
    python = f"Python {sys.version.split()[0]}"
    detail = ", ".join([python, *(f"{name} {version or 'missing'}" for name, version in found.items())])
    return Check("versions", not missing, detail, f"pip install {' '.join(missing)}" if missing else "")


def version_of(name: str) -> str:
    """Return the version of an installed package; empty if it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def extras() -> Check:
    """Return which extras are installed, and what each is for."""
    missing = [name for name, (module, _) in EXTRAS.items() if find_spec(module) is None]
    detail = ", ".join(
        f"{name} {'missing' if name in missing else 'installed'} ({use})" for name, (_, use) in EXTRAS.items()
    )
    return Check("extras", True, detail, f"pip install 'paraph[{','.join(missing)}]'" if missing else "")


def completion() -> Check:
    """Check whether the start file of the user's shell enables completion."""
    shell = Path(os.environ.get("SHELL", "")).name
    if shell not in RUN_COMMANDS:
        return Check("completion", True, f"not known for the shell {shell or '(SHELL is not set)'}")
    name, line = RUN_COMMANDS[shell]
    file = Path.home() / name
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        text = ""
    if "paraph completion" in text or "_PARAPH_COMPLETE" in text:
        return Check("completion", True, f"switched on in {file}")
    return Check("completion", True, f"not switched on in {file}", f"add this line to it: {line}")


def proxies() -> Check:
    """Return which proxies the environment names, without their passwords, and whether they can be used."""
    from urllib.request import getproxies_environment

    from paraph.http.network import Network

    found = getproxies_environment()
    named = ", ".join(f"{scheme}: {value.rpartition('@')[2]}" for scheme, value in sorted(found.items()))
    try:
        Network().close()
    except Unconfigured as error:
        return Check("proxies", False, named or "none", str(error))
    return Check("proxies", True, named or "none")
