"""The modules that are generated from the catalogue are what it says now."""

from pathlib import Path

from generate.modules import modules

import paraph.clients

FOLDER = Path(paraph.clients.__file__).parent


def test_each_generated_module_is_up_to_date() -> None:
    wanted = modules()
    assert [path for path, text in wanted.items() if (FOLDER / path).read_text("utf-8") != text] == []
    written = {
        path for path in FOLDER.rglob("*.py") if "Generated from the catalogue." in path.read_text("utf-8")[:600]
    }
    assert {str(path.relative_to(FOLDER)) for path in written} == set(wanted)
