"""What the README shows of ``paraph as`` is what it prints."""

from pathlib import Path

from paraph import read
from paraph.calls import call_of
from paraph.render.code import LANGUAGES, code_for


def test_the_readme_shows_what_is_printed() -> None:
    readme = Path("README.md").read_text("utf-8")
    name = "examples/requests/duo-auth-unsorted.http"
    printed = code_for("python", call_of(read(Path(name).read_bytes())))
    assert f"$ paraph as python {name}\n{printed}```" in readme
    for language in LANGUAGES:
        assert f"`{language}`" in readme
