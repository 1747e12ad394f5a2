"""What `make` prints at its end."""

from examples.__main__ import EXAMPLES, mistakes_in, summary

from tests.cli.running import run


def test_the_mistakes_of_an_example_are_found_with_and_without_colour() -> None:
    request = "examples/requests/duo-auth-unsorted.http"
    for color in ("never", "always"):
        done = run("explain", request, "--credentials", "examples/duo.json", "--color", color)
        assert mistakes_in(done.stdout) == ["ord-unsorted"]
    assert (
        mistakes_in("The signature is right.\n\nOther problems, independent of the signature:\n!  x [clock-skew]") == []
    )


def test_the_summary_names_the_mistakes_and_the_next_commands() -> None:
    titles = [title for title, _ in EXAMPLES]
    text = summary({titles[0]: ["ord-unsorted", "clock-skew"], titles[1]: []})
    assert f"{titles[0]}\n    ord-unsorted, clock-skew\n{titles[1]}\n    not explained\n" in text
    assert "1 of 2 examples explained" in text
    assert "source .venv/bin/activate" in text
    assert ".venv/bin/paraph explain REQUEST --credentials FILE" in text
    assert max(map(len, text.splitlines())) <= 80
