"""Adds the manual pages to the wheel: hatchling runs this when it builds one."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface[Any]):
    """Writes the pages into a temporary folder, from which hatchling takes them into ``share/man/man1``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the pages from the commands of this source tree."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from paraph.cli.man_pages import man_pages

        self.folder = TemporaryDirectory(prefix="paraph-man-")
        for name, text in man_pages(self.metadata.version).items():
            path = Path(self.folder.name) / name
            path.write_text(text, "utf-8", newline="\n")
            build_data["shared_data"][str(path)] = f"share/man/man1/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        self.folder.cleanup()
