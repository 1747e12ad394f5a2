"""``paraph completion``."""

from __future__ import annotations

import click

from paraph.cli import Exit
from paraph.cli.suggesting import Choice
from paraph.cli.terminal import print_json


@click.command()
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(shell: str, as_json: bool) -> int:
    """Print the script that completes paraph's words in SHELL.

    It completes verbs, options and files, and the names of mistakes, profiles, entries, vectors, languages and schemes.

    \b
    Examples, each a line for the start file of the shell:
      eval "$(paraph completion bash)"           (in ~/.bashrc)
      eval "$(paraph completion zsh)"            (in ~/.zshrc, after compinit)
      paraph completion fish | source            (in ~/.config/fish/config.fish)
    """
    from click.shell_completion import get_completion_class

    from paraph.cli import paraph

    completer = get_completion_class(shell)
    assert completer is not None
    script = completer(paraph, {}, "paraph", "_PARAPH_COMPLETE").source()
    if as_json:
        print_json({"schema": "paraph.completion/1", "shell": shell, "script": script})
    else:
        click.echo(script)
    return Exit.GOOD
