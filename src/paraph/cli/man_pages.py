"""Manual pages in roff, made from the commands themselves: `paraph(1)` and one page for each verb.

The wheel is built with them (``hatch_build.py``). A page has no date, so that the same source gives the same wheel.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from paraph.cli import VERBS, paraph

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = "The configuration is config.toml in the user's configuration folder, or the file that PARAPH_CONFIG names."


def man_pages(version: str) -> dict[str, str]:
    """Return the pages by the names of their files."""
    root = click.Context(paraph, info_name="paraph")
    verbs = "".join(
        f".TP\n.BR paraph\\-{escape(name)} (1)\n{line_text(said)}\n" for name, said in sorted(VERBS.items())
    )
    summary = "sign, verify and explain signed HTTP requests"
    pages = {"paraph.1": page(root, summary, version) + f".SH COMMANDS\n{verbs}.SH FILES\n{line_text(FILES)}\n"}
    for name, said in VERBS.items():
        command = paraph.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        see = ".SH SEE ALSO\n.BR paraph (1)\n"
        pages[f"paraph-{name}.1"] = page(context, said[0].lower() + said[1:].rstrip("."), version) + see
    return pages


def page(context: click.Context, summary: str, version: str) -> str:
    """Return name, synopsis, description and options of one command."""
    path = context.command_path
    name = escape(path.replace(" ", "-"))
    usage = " ".join(context.command.collect_usage_pieces(context))
    title = name.upper().replace(r"\-", "-")
    return (
        f'.TH "{title}" "1" "" "paraph {version}" "paraph"\n.ad l\n'
        f".SH NAME\n{name} \\- {escape(summary)}\n"
        f".SH SYNOPSIS\n.B {escape(path)}\n{line_text(usage)}\n"
        f".SH DESCRIPTION\n{description(context.command)}"
        f"{below(context)}"
    )


def below(context: click.Context) -> str:
    """Return the options of a command; of a group of groups its commands, and the options that all of them have."""
    if not isinstance(context.command, click.Group) or context.parent is None:
        return f".SH OPTIONS\n{''.join(options(context))}"
    leaves = list(leaf_commands(context))
    named = [{tuple(each.opts) for each in leaf.command.params if isinstance(each, click.Option)} for leaf in leaves]
    shared = set.intersection(*named)
    leaf = leaves[0]
    leaf.command.params = [each for each in leaf.command.params if tuple(each.opts) in shared]
    path = f"{context.command_path} "
    entries = "".join(
        f".TP\n\\fB{escape(each.command_path.removeprefix(path))}\\fR\n{line_text(first_line(each))}\n"
        for each in leaves
    )
    return f".SH OPTIONS\nEach command has these.\n{''.join(options(leaf))}.SH COMMANDS\n{entries}"


def leaf_commands(context: click.Context) -> Iterator[click.Context]:
    """Yield the contexts of all commands below a group."""
    assert isinstance(context.command, click.Group)
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from leaf_commands(below)
        else:
            yield below


def first_line(context: click.Context) -> str:
    """Return what a command does."""
    return (context.command.help or "").partition("\n")[0]


def description(command: click.Command) -> str:
    """Return the help of a command, its paragraphs filled and its examples as they are."""
    paragraphs = cleandoc(command.help or "").split("\n\n")
    return ".PP\n".join(map(paragraph, paragraphs))


def paragraph(text: str) -> str:
    """Return one paragraph; a backspace on its first line is Click's mark for text that is not filled."""
    mark, _, rest = text.partition("\n")
    if mark.strip() == "\b":
        return f".nf\n{''.join(line_text(line) + chr(10) for line in rest.splitlines())}.fi\n"
    return "".join(line_text(line.strip()) + "\n" for line in text.splitlines())


def options(context: click.Context) -> Iterator[str]:
    """Yield an entry for each option, which has its names and what it does."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield f".TP\n\\fB{escape(record[0])}\\fR\n{line_text(' '.join(record[1].split()))}\n"


def line_text(text: str) -> str:
    """Return a line of text that roff cannot take for one of its requests."""
    return (r"\&" if text.startswith((".", "'")) else "") + escape(text)


def escape(text: str) -> str:
    """Return text whose backslashes and hyphens stand for themselves."""
    return text.replace("\\", r"\(rs").replace("-", r"\-")
