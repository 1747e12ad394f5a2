"""Names that stand where Duo wants an id: Duo answers "deleted" to the deletion of what does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from paraph.cli.calls.words import takes_away

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.apis.catalogue import Endpoint

_ID = re.compile(r"[A-Z0-9]{20}")
LISTS = {
    "user_id": "users list --columns username,user_id",
    "group_id": "groups list --columns name,group_id",
    "phone_id": "phones list --columns number,phone_id",
    "token_id": "tokens list --columns serial,token_id",
}
"""The commands that show the ids of Duo, by the parameter's name on the wire, which Alteryx writes in another way."""


def wrong_ids(endpoint: Endpoint, in_path: Sequence[str], values: Mapping[str, object]) -> list[str]:
    """Return a sentence for each value in the path that is not an id of Duo, although an id has to stand there."""
    on_wire = {each.name for each in endpoint.parameters if each.place == "path"}
    names = [name for name in in_path if name in on_wire & LISTS.keys() and not _ID.fullmatch(str(values[name]))]
    return [
        f"{name.upper()}: {str(values[name])[:40]!r} is not an id of Duo, which is 20 capitals and digits: "
        f"`paraph duo {LISTS[name]}` shows the ids"
        for name in names
    ]


def refuse_wrong_ids(endpoint: Endpoint, wrong: Sequence[str]) -> None:
    """Raise a usage error if a call that takes something away has a wrong id; the server would report success."""
    if wrong and takes_away(endpoint):
        raise click.UsageError(wrong[0])
