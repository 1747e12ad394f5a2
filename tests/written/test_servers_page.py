"""docs/servers.md has every known server, client and answer, each with its source, as the tables in the code have them."""

from pathlib import Path

from paraph.schemes import all_schemes, diagnosis_of
from paraph.schemes.oauth1.answers import PROBLEMS, ROWS

PAGE = Path("docs/servers.md").read_text("utf-8")


def server_lines() -> list[str]:
    """The lines of the list of servers."""
    lines = []
    for server in (each for scheme in all_schemes() for each in diagnosis_of(scheme).known_servers):
        lines.append(f"- **{server.title}** (`{server.name}`)")
        lines += [f"  - {habit.sentence} ([source]({habit.source}))" for habit in server.habits]
    return lines


def client_lines() -> list[str]:
    """The lines of the list of clients."""
    clients = dict.fromkeys(each for scheme in all_schemes() for each in diagnosis_of(scheme).known_clients)
    return [
        f"- {each.name}: {each.sentence} ({', '.join(f'`{one}`' for one in sorted(each.ids))}; [source]({each.source}))"
        for each in clients
    ]


def answer_lines() -> list[str]:
    """The lines of the list of answers: each meaning once, with the sources of the messages that have it."""
    sources: dict[str, dict[str, None]] = {}
    for row in ROWS:
        sources.setdefault(row.meaning.sentence, {})[row.source] = None
    return [f"- {said} ({', '.join(f'[source]({one})' for one in found)})" for said, found in sources.items()]


def test_the_page_has_every_row() -> None:
    for lines in (server_lines(), client_lines(), answer_lines()):
        assert "\n".join(lines) in PAGE


def test_the_page_has_every_value_of_oauth_problem() -> None:
    assert all(f"`{name}`" in PAGE for name in PROBLEMS)
