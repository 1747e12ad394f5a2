"""Writes profiles to the configuration file and removes them.

Comments, order and everything else in the file stay as they are. In tomlkit's document the comments between two tables
belong to the first one, though a person writes them about the second: they are moved there before a table changes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph.cli.files import CHANGED, file_secret, load_table, parse_table, refuse_open_folder
from paraph.cli.profiles import config_path, no_profile, secrets_folder
from paraph.core.errors import Unconfigured
from paraph.core.secret import Secret
from paraph.private_files import make_private_folder, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    Edit = Callable[[TOMLDocument], str]


def store(name: str, key_id: str, secret: Secret, host: str, scheme: str, use_keyring: bool = True) -> dict[str, str]:
    """Store a credential as a profile; return the place of its secret.

    The secret goes into the keyring or, if none accepts it, into a file that only its owner can read.
    """
    path = config_path()
    refuse_open_folder(path.absolute().parent)
    text = file_secret(path, CHANGED, warns=False) if path.exists() else Secret("")
    before = load_table(path, CHANGED, warns=False) if path.exists() else {}
    values = {key: value for key, value in (("id", key_id), ("host", host), ("scheme", scheme)) if value}
    by_hand = Unconfigured(
        f"paraph cannot change the profiles in {path} as they are written: add [profile.{name}] by hand"
    )
    if with_profile(text, name, values) is None:
        raise by_hand  # before the secret is anywhere
    place = store_in_keyring(name, key_id, secret) if use_keyring else None
    if place is None:
        file = secrets_folder() / name
        write_private(file, Secret(secret.value + b"\n"))
        place = {"file": str(file)}
    after = with_profile(text, name, {**values, "secret": place})
    if after is None or not differs_only_in(before, after, name):
        raise by_hand
    write_private(path, after)
    return place


def remove(name: str) -> bool:
    """Remove a profile, and its secret if paraph stored it; return whether a secret was removed."""
    path = config_path()
    refuse_open_folder(path.absolute().parent)
    before = load_table(path, CHANGED, warns=False) if path.exists() else {}
    profiles = before.get("profile", {})
    if name not in profiles:
        raise no_profile(name, profiles)
    after = without_profile(file_secret(path, CHANGED, warns=False), name)
    if after is None or not differs_only_in(before, after, name):
        raise Unconfigured(f"paraph cannot change the profiles in {path} as they are written: delete {name} by hand")
    removed = remove_secret(profiles[name])
    write_private(path, after)
    return removed


def remove_secret(table: Any) -> bool:
    """Remove the secret of a profile from the keyring or file in which `store` put it; return whether it was there."""
    place = table.get("secret") if isinstance(table, dict) else None
    if not isinstance(place, dict):
        return False
    file, service = (getattr(place.get(kind), "text", "") for kind in ("file", "keyring"))
    path = Path(file).expanduser().absolute()
    if file and path.parent == secrets_folder():
        return remove_file(path)
    return service.startswith("paraph/") and remove_from_keyring(service, str(table.get("id", "")))


def remove_file(path: Path) -> bool:
    """Delete a file; return whether it was there."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unconfigured(f"cannot delete {path}: {error.strerror or error}") from None
    return True


def remove_from_keyring(service: str, key_id: str) -> bool:
    """Delete a secret from the keyring; return whether it was there."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise Unconfigured("the secret is in a keyring: install it with pip install 'paraph[keyring]'") from None
    try:
        if keyring.get_password(service, key_id) is None:
            return False
        keyring.delete_password(service, key_id)
    except (KeyringError, OSError, RuntimeError) as error:
        raise Unconfigured(f"the keyring does not delete {service!r}: {type(error).__name__}") from None
    return True


def store_in_keyring(name: str, key_id: str, secret: Secret) -> dict[str, str] | None:
    """Put a secret into the keyring; return its place, or None if no keyring stores it and returns it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    service = f"paraph/{name}"
    try:
        keyring.set_password(service, key_id, secret.text)
        is_stored = Secret(keyring.get_password(service, key_id) or "") == secret
    except (KeyringError, OSError, RuntimeError):  # without a desktop the backend of last resort raises
        return None
    return {"keyring": service} if is_stored else None


def differs_only_in(before: dict[str, Any], after: Secret, name: str) -> bool:
    """Whether the new text of the configuration has the same values as the old one except for that profile."""
    table, fault = parse_table(after)
    return not fault and other_values(table, name) == other_values(before, name)


def other_values(table: dict[str, Any], name: str) -> dict[str, Any]:
    """The values of a configuration without one profile."""
    profiles = {key: value for key, value in table.get("profile", {}).items() if key != name}
    return {**table, "profile": profiles}


def with_profile(content: Secret, name: str, values: dict[str, Any]) -> Secret | None:
    """Return the text of the configuration with these values as that profile; None if it cannot be written."""

    def edit(document: TOMLDocument) -> str:
        profiles: Any = document.get("profile", {})
        if name in profiles:
            closing = move_closing_comments(document, profiles[name])
            replace_values(profiles[name], values)
        elif hasattr(profiles, "is_super_table") or not profiles:
            return f"{document.as_string().rstrip()}\n\n{section(name, values)}".lstrip("\n")
        else:
            closing = ""
            profiles[name] = inline(values)
        return document.as_string() + closing

    return edit_text(content, edit)


def without_profile(content: Secret, name: str) -> Secret | None:
    """Return the text of the configuration without that profile; None if it cannot be written."""

    def edit(document: TOMLDocument) -> str:
        profiles: Any = document["profile"]
        closing = move_closing_comments(document, profiles[name])
        del profiles[name]
        if not profiles:
            del document["profile"]
        return document.as_string() + closing

    return edit_text(content, edit)


def edit_text(content: Secret, edit: Edit) -> Secret | None:
    """Return the text after an edit of its document; None for a text that is no TOML or cannot be edited so.

    The error is not passed on: its frames hold the text, which may hold secrets.
    """
    import tomlkit

    text = Secret(content.text.removeprefix("\ufeff"))
    if parse_table(text)[1] or text.text.lstrip().startswith("{"):
        return None
    try:
        return Secret(edit(tomlkit.parse(text.text)))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def section(name: str, values: dict[str, Any]) -> str:
    """Return the text of a new profile."""
    import tomlkit

    table = tomlkit.table()
    replace_values(table, values)
    return tomlkit.dumps({"profile": {name: table}})


def replace_values(table: Any, values: dict[str, Any]) -> None:
    """Make these the only values of a table, in the places of the old ones."""
    for key in [key for key in table if key not in values]:
        del table[key]
    for key, value in values.items():
        table[key] = inline(value) if isinstance(value, dict) else value


def inline(values: dict[str, Any]) -> Any:
    """Return a table that is written on one line."""
    import tomlkit

    table = tomlkit.inline_table()
    for key, value in values.items():
        table[key] = inline(value) if isinstance(value, dict) else value
    return table


def move_closing_comments(document: TOMLDocument, table: Any) -> str:
    """Move the comments at the end of a table to the header that follows; return them if none follows."""
    everything, parts = list(tables_in(document)), [table, *tables_in(table)]
    inside = [place for place, each in enumerate(everything) if any(each is part for part in parts)]
    if not inside:
        return ""
    body, moved = everything[inside[-1]].value.body, ""
    while body and body[-1][0] is None:
        moved = body.pop()[1].as_string() + moved
    if inside[-1] + 1 == len(everything):
        return moved
    trivia = everything[inside[-1] + 1].trivia
    trivia.indent = moved + trivia.indent
    return ""


def tables_in(container: Any) -> Iterator[Table]:
    """Yield the tables that have a header, in their order in the text."""
    from tomlkit.container import Container
    from tomlkit.items import AoT, Table

    if not isinstance(container, Container | Table):
        return
    body = container.value.body if isinstance(container, Table) else container.body
    for _, item in body:
        for table in item.body if isinstance(item, AoT) else [item]:
            if isinstance(table, Table):
                if not table.is_super_table():
                    yield table
                yield from tables_in(table)


def write_private(path: Path, data: Secret) -> None:
    """Write a file that only its owner can read, whatever the umask, whole or not at all; Unconfigured if that fails."""
    real = path.resolve()
    refuse_open_folder(real.parent)
    try:
        make_private_folder(real.parent)
        write_file(real, data)
    except OSError as error:
        raise Unconfigured(f"cannot write {path}: {error.strerror or error}") from None
