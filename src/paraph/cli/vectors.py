"""``paraph vectors``."""

from __future__ import annotations

from typing import Any

import click

from paraph.cli import Exit
from paraph.cli.terminal import print_text
from paraph.schemes import ROOMS


@click.command()
@click.argument("action", type=click.Choice(["run", "list"]), default="run")
@click.option("--against", metavar="COMMAND", help="Run the vectors through this program instead of paraph.")
@click.option("--scheme", type=click.Choice(ROOMS), help="Only the vectors of this scheme.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(action: str, against: str | None, scheme: str | None, as_json: bool) -> int:
    """Run the shipped test vectors, stage by stage, or list them.

    With --against COMMAND each vector goes to COMMAND as a line of JSON (`request`, `claims`, `credential`) on its
    standard input, and it answers each with a line {"signature": "..."}; a wrong answer is explained.

    \b
    Examples:
      paraph vectors
      paraph vectors list --scheme duo
      paraph vectors run --against 'node my_signer.js'
    """
    from paraph.vectors import can_run, cases, check

    if action == "list":
        listed = [{"id": c.id, "scheme": c.scheme, "comment": c.comment, "flags": list(c.flags)} for c in cases(scheme)]
        return report(as_json, {"vectors": listed}, [f"{c['scheme']:7} {c['id']:44} {c['comment']}" for c in listed])
    if against:
        return against_report(against, scheme, as_json)
    chosen = [case for case in cases(scheme) if can_run(case)]
    left_out = sum(1 for _ in cases(scheme)) - len(chosen)
    if left_out:
        click.echo(f"paraph: left out: {left_out} RSA vectors; pip install 'paraph[rsa]' to run them", err=True)
    failed = [(case, failure) for case in chosen if (failure := check(case)) is not None]
    total = len(chosen)
    entries = [{"id": c.id, "stage": f.stage, "expected": f.expected, "got": f.got} for c, f in failed]
    lines = [f"FAILED {e['id']}: {e['stage']}\n  expected {e['expected']!r}\n  got      {e['got']!r}" for e in entries]
    summary = {"total": total, "passed": total - len(failed), "failed": entries, "left_out": left_out}
    return report(as_json, summary, [*lines, f"{total - len(failed)} of {total} vectors hold."], bool(failed))


def against_report(program: str, scheme: str | None, as_json: bool) -> int:
    """What another signer makes of the vectors."""
    from paraph.vectors.against import run_against

    answers = list(run_against(program, scheme))
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
    """Print, and return the exit code."""
    if as_json:
        from paraph.render.as_json import dumped

        click.echo(dumped({"schema": "paraph.vectors/1", **summary}))
    else:
        print_text("\n".join(lines) + "\n")
    return Exit.NEGATIVE if failed else Exit.GOOD
