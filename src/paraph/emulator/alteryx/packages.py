"""Packages of workflows: the .yxzp that was uploaded, or one that is made up for what never was."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from paraph.emulator.alteryx.calls import File

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.store import Object

KIND = "alteryx-package"
ENDINGS = {"App": ".yxwz", "Module": ".yxmd", "Macro": ".yxmc"}
"""By the type of a workflow: how the name of its file ends."""
DOCUMENT = '<?xml version="1.0"?>\n<AlteryxDocument yxmdVer="2021.4"><Nodes /><Properties><MetaInfo><Name value={} /></MetaInfo></Properties></AlteryxDocument>\n'


def keep(state: State, version_id: str, package: File) -> None:
    """Keep what was uploaded as a version."""
    body = {"name": package.name, "base64": base64.b64encode(package.body).decode()}
    state.store.put(KIND, version_id, body)


def package_of(state: State, workflow: Object, version: Object) -> File:
    """The package of a version."""
    kept = state.store.get(KIND, version["versionId"])
    if kept is not None:
        return File(kept["name"], base64.b64decode(kept["base64"]))
    return File(f"{workflow['name']}.yxzp", zipped({version["fileName"]: DOCUMENT.format(quoteattr(workflow["name"]))}))


def zipped(files: dict[str, str]) -> bytes:
    """A zip of these files, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


def main_file(package: File) -> str:
    """The name of the workflow in a package; empty when it is no zip, or holds none."""
    try:
        with zipfile.ZipFile(io.BytesIO(package.body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((name for name in names if name.endswith(tuple(ENDINGS.values()))), "")
