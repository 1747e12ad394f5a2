"""What the README shows of ``paraph as`` is what it prints."""

from pathlib import Path

from paraph import read
from paraph.codegen.languages import all_languages
from paraph.codegen.rendering import program
from paraph.schemes import ROOMS


def test_the_readme_shows_what_is_printed() -> None:
    readme = Path("README.md").read_text("utf-8")
    name = "examples/requests/duo-auth-unsorted.http"
    printed = program("python", read(Path(name).read_bytes())).code
    assert f"$ paraph as python {name}\n{printed}```" in readme
    for language in all_languages(ROOMS):
        assert f"`{language}`" in readme
