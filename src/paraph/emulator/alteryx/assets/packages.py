"""Packages of workflows: the uploaded .yxzp, or a generated one."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from paraph.emulator.alteryx.calls import NamedFile

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxState
    from paraph.emulator.store import Object

KIND = "alteryx-package"
FILE_EXTENSIONS = {"App": ".yxwz", "Module": ".yxmd", "Macro": ".yxmc"}
"""File name extensions, by type of workflow."""
DOCUMENT = '<?xml version="1.0"?>\n<AlteryxDocument yxmdVer="2021.4"><Nodes /><Properties><MetaInfo><Name value={} /></MetaInfo></Properties></AlteryxDocument>\n'


def store_package(state: AlteryxState, version_id: str, package: NamedFile) -> None:
    """Store the uploaded package of a version."""
    body = {"name": package.name, "base64": base64.b64encode(package.body).decode()}
    state.store.save(KIND, version_id, body)


def find_package(state: AlteryxState, workflow: Object, version: Object) -> NamedFile:
    """Return the package of a version."""
    stored = state.store.get(KIND, version["versionId"])
    if stored is not None:
        return NamedFile(stored["name"], base64.b64decode(stored["base64"]))
    return NamedFile(
        f"{workflow['name']}.yxzp", zip_files({version["fileName"]: DOCUMENT.format(quoteattr(workflow["name"]))})
    )


def zip_files(files: dict[str, str]) -> bytes:
    """Return a zip of these files, with the same bytes each time."""
    created = io.BytesIO()
    with zipfile.ZipFile(created, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return created.getvalue()


def main_file(package: NamedFile) -> str:
    """Return the name of the workflow file in a package; empty if it is not a zip or has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(package.body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((name for name in names if name.endswith(tuple(FILE_EXTENSIONS.values()))), "")
