"""Commands and their words as bash, cmd.exe or PowerShell would make them, each with where it stands.

Nothing is run and nothing is looked up: what only a shell could know is an error that names it.
"""

from paraph.readers.commands.shell.script import script, words
from paraph.readers.commands.shell.words import Command, Places, Script, Stdin, Word, fault, position

__all__ = ["Command", "Places", "Script", "Stdin", "Word", "fault", "position", "script", "words"]
