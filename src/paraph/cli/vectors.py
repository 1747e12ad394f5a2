"""``paraph vectors``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_vector
from paraph.cli.progress import elapsed, progress
from paraph.cli.suggesting import Choice, unknown
from paraph.cli.terminal import print_json, print_text
from paraph.schemes import ROOMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.vectors import Case, Failure


@click.command()
@click.argument("action", type=Choice(["run", "list"]), default="run")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_vector)
@click.option("--against", metavar="COMMAND", help="Test this program instead of paraph.")
@click.option("--scheme", type=Choice(ROOMS), help="Use only the vectors of this scheme.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(action: str, names: tuple[str, ...], against: str | None, scheme: str | None, as_json: bool) -> int:
    """Run the test vectors, stage by stage, or list them; with names, only those.

    With --against COMMAND, paraph writes each vector to the standard input of COMMAND as a line of JSON (`request`,
    `claims`, `credential`), and expects a line {"signature": "..."} for each; a wrong signature is explained.

    \b
    Examples:
      paraph vectors
      paraph vectors list --scheme duo
      paraph vectors run v1-get-noparams
      paraph vectors run --against 'node my_signer.js'
    """
    from paraph.vectors import can_run, check

    vectors = chosen_cases(names, scheme)
    if action == "list":
        listed = [{"id": c.id, "scheme": c.scheme, "comment": c.comment, "flags": list(c.flags)} for c in vectors]
        return report(as_json, {"vectors": listed}, [f"{c['scheme']:7} {c['id']:44} {c['comment']}" for c in listed])
    if against:
        return against_report(against, scheme, names, as_json)
    chosen = [case for case in vectors if can_run(case)]
    left_out = len(vectors) - len(chosen)
    if left_out:
        click.echo(f"paraph: skipped {left_out} RSA vectors; to run them: pip install 'paraph[rsa]'", err=True)
    total = len(chosen)
    failed: list[tuple[Case, Failure]] = []
    with progress() as line:
        for number, case in enumerate(chosen, 1):
            line.show(f"{number} of {total} vectors, {len(failed)} failed")
            if (failure := check(case)) is not None:
                failed.append((case, failure))
    entries = [{"id": c.id, "stage": f.stage, "expected": f.expected, "got": f.got} for c, f in failed]
    lines = [f"FAILED {e['id']}: {e['stage']}\n  expected {e['expected']!r}\n  got      {e['got']!r}" for e in entries]
    summary = {"total": total, "passed": total - len(failed), "failed": entries, "left_out": left_out}
    return report(as_json, summary, [*lines, f"{total - len(failed)} of {total} vectors hold."], bool(failed))


def chosen_cases(names: Sequence[str], scheme: str | None) -> list[Case]:
    """Return the vectors of those names, or all; a usage error, with the nearest known name, for an unknown one."""
    from paraph.vectors import cases

    known = {case.id: case for case in cases(scheme)}
    for name in names:
        if name not in known:
            raise click.UsageError(unknown("vector", name, known, "`paraph vectors list` lists them"))
    return [known[name] for name in names or known]


def against_report(program: str, scheme: str | None, names: Sequence[str], as_json: bool) -> int:
    """Report how another signer handles the vectors."""
    from paraph.vectors.against import run_against

    with elapsed(lambda seconds: f"waiting for the signer: {seconds:.0f} s"):
        answers = [answer for answer in run_against(program, scheme) if not names or answer.case.id in names]
    wrong = [answer for answer in answers if not answer.right]
    entries = [{"id": a.case.id, "problem": a.problem, "mistakes": list(a.mistakes)} for a in wrong]
    lines = [
        f"FAILED {a.case.id}: {a.problem}" + (f", explained by {' + '.join(a.mistakes)}" if a.mistakes else "")
        for a in wrong
    ]
    summary = {"total": len(answers), "passed": len(answers) - len(wrong), "failed": entries}
    return report(
        as_json, summary, [*lines, f"{len(answers) - len(wrong)} of {len(answers)} vectors hold."], bool(wrong)
    )


def report(as_json: bool, summary: dict[str, Any], lines: list[str], failed: bool = False) -> int:
    """Print the report, and return the exit code."""
    if as_json:
        print_json({"schema": "paraph.vectors/1", **summary})
    else:
        print_text("\n".join(lines) + "\n")
    return Exit.NEGATIVE if failed else Exit.GOOD
