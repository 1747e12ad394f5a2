"""A bash script, as far as is needed to find its simple commands, their words, and what they read.

The grammar is that of the Shell Command Language of POSIX (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html)
and of the manual of bash 5.2. Conditions and loops are looked into, not run: each command in them is read once. A
variable that is set in such a part has no known value after it.

Prompts: if the first line begins with one (``$ curl …``), the text is taken for a copy of a terminal. There, lines
without a prompt that begin no command are what was printed, and ``> `` begins the rest of a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.readers.commands.shell.bash_words import Lexer, Token, fields, single_value
from paraph.readers.commands.shell.drafts import Broken, Draft, Drafts, Fault
from paraph.readers.commands.shell.frames import Frame
from paraph.readers.commands.shell.redirections import REDIRECTION, Redirections
from paraph.readers.commands.shell.words import Stdin, Word

if TYPE_CHECKING:
    from paraph.readers.commands.shell.scope import Scope

MOST_DEPTH = 40
_BLANK = re.compile(r"(?:[ \t]++|\r(?=\n|\Z)|\\\r?\n|\\\Z)++")
_END = r"(?=[ \t\r\n;|&<>()]|\Z)"
_KEYWORD = re.compile(
    r"(?:if|then|elif|else|fi|while|until|do|done|case|esac|select|for|function|time|\{|\}|!|\[\[)" + _END
)
_BLANK_LINES = re.compile(r"(?:[ \t]*+\r?\n)++")
_OPERATOR = re.compile(r"\n|;;&|;;|;&|;|&&|&|\|\||\|&|\||\(|\)")
_RUN = re.compile(r"(?:[^ \t\r\n|;&<>()\\'\"$`{~#]++[ \t]++)++")
_WORDS = re.compile(r"[^ \t]++")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*+)(\[[^\]\s]{0,100}\])?(\+?)=")
_FUNCTION = re.compile(r"[ \t]*\([ \t]*\)")
_FUNCTION_NAME = re.compile(r"[ \t]+[^ \t\n|;&<>()'\"$`\\]++(?:[ \t]*\([ \t]*\))?")
_TEST_END = re.compile(r"[ \t\n]\]\]" + _END)
_FOR = re.compile(r"[ \t]+([A-Za-z_][A-Za-z0-9_]*+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PROMPT = re.compile(
    r"[ \t]*(?:\[[^\]\n]{1,60}\][$%#]|(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^\n$%#>]{0,80})?[$%]|>(?= *[\w./-]*(?:curl|wget|https?)\b))[ \t]+"
)
_DECLARING = frozenset(["export", "readonly", "declare", "typeset", "local"])
_CLOSING = {"fi": "fi", "done": "done", "esac": "esac", "}": "}"}


class Reader:
    """Reads the commands between two places; `closing` ends it before (in ``$(…)``)."""

    def __init__(self, drafts: Drafts, scope: Scope, start: int, end: int, closing: str = "", depth: int = 0) -> None:
        self.text, self.drafts, self.scope, self.closing, self.depth = drafts.text, drafts, scope, closing, depth
        self.lexer = Lexer(self.text, scope, self.read_inside, drafts)
        self.i, self.end, self.lexer.end = start, end, end
        self.draft: Draft | None = None
        self.frames: list[Frame] = []
        self.redirections = Redirections(self.text, self.lexer, drafts)
        self.piped: Stdin | None = None
        self.pipeline = -1
        self.declared: list[tuple[str, str | None]] = []
        self.assigned = -1
        self.doubtful = -1
        self.terminal = False
        self.closed = False

    def read(self) -> int:
        """Read to the end; the place after it."""
        self.begin_line()
        while self.i < self.end and not self.closed:
            self.step()
        if self.draft or self.assigned >= 0:
            self.finish("\n")
        self.redirections.blame_open()
        if self.closing and not self.closed:
            self.drafts.faults.append(
                Fault(self.i, "a command in $( ) goes on after the end of the text: close the parenthesis")
            )
        return self.i

    def read_inside(self, start: int, end: int, closing: str) -> int:
        """Read the commands that begin at `start`; the place after them."""
        if self.depth >= MOST_DEPTH:
            raise Broken(start, "commands are nested too deeply here")
        mark = self.scope.mark()
        after = Reader(self.drafts, self.scope, start, end, closing, self.depth + 1).read()
        self.scope.restore(mark)
        return after

    def step(self) -> None:
        """Read one token."""
        text = self.text
        self.drafts.count_step(self.i)
        blank = _BLANK.match(text, self.i, self.end)
        if blank:
            self.i = blank.end()
            if self.terminal and "\n" in blank[0] and text.startswith("> ", self.i):
                self.i += 2
                return
        if self.i >= self.end:
            return
        if text[self.i] == "#":
            found = text.find("\n", self.i, self.end)
            self.i = self.end if found < 0 else found
            return
        redirection = REDIRECTION.match(text, self.i, self.end)
        if redirection and not (redirection[0] in ("<", ">") and text.startswith("(", redirection.end())):
            compound = self.draft is None and self.pipeline >= 0 and self.assigned < 0
            draft = None if compound else self.drafted()
            assigned = self.assigned >= 0 and not (draft and draft.words)
            self.i = self.redirections.take(redirection, draft, assigned=assigned)
            return
        operator = None if redirection else _OPERATOR.match(text, self.i, self.end)
        if operator:
            self.operate(operator[0])
        elif self.frames and self.frames[-1].patterns:
            self.pattern()
        else:
            self.pipeline = self.i if self.pipeline < 0 else self.pipeline
            self.take_word()

    def begin_line(self) -> None:
        """Skip a prompt, and in the copy of a terminal what was printed."""
        if self.frames or self.closing or self.draft:
            return
        while self.i < self.end:
            found = _PROMPT.match(self.text, self.i, self.end)
            if found:
                self.terminal, self.i = True, found.end()
                return
            if not self.terminal or self.drafts.begins_wanted(self.i):
                return
            after = self.text.find("\n", self.i, self.end)
            self.i = self.end if after < 0 else after + 1

    def take_word(self) -> None:
        """Take a keyword, an assignment, or a word of the command."""
        draft = self.draft
        if draft and draft.words:
            run = _RUN.match(self.text, self.i, self.end)
            if run and draft.words[0].text not in _DECLARING:
                draft.words += [Word(one[0], one.start()) for one in _WORDS.finditer(self.text, self.i, run.end())]
                draft.end = draft.words[-1].offset + len(draft.words[-1].text)
                self.i = run.end()
                return
        else:
            keyword = _KEYWORD.match(self.text, self.i, self.end)
            if keyword:
                self.take_keyword(keyword[0], keyword.end())
                return
        assignment = _ASSIGNMENT.match(self.text, self.i, self.end)
        if assignment and (not (draft and draft.words) or draft.words[0].text in _DECLARING):
            self.assign(assignment)
            return
        self.take_argument()

    def take_argument(self) -> None:
        """Take a word of the command, which begins one if there is none."""
        if self.assigned >= 0 and not (self.draft and self.draft.words):
            self.scope.restore(self.assigned)  # an assignment before a command is for that command's environment
            self.assigned = -1
        start = self.i
        draft = self.drafted()
        token = self.lexer.word(start)
        self.i = max(token.end, start + 1)
        texts, wrong = fields(token)
        draft.blame(wrong)
        texts = [self.text[start : min(token.end, start + 40)]] if wrong else texts
        if self.text[start] == "~" and not wrong:
            draft.notes.append(f"~ at {self.drafts.place(start)} stands for the home directory, and is left as it is")
        draft.words += [Word(text, start) for text in texts]
        draft.notes += self.lexer.notes
        self.lexer.notes.clear()
        draft.end = token.end
        function = _FUNCTION.match(self.text, self.i, self.end) if len(draft.words) == 1 else None
        if function:
            self.draft, self.i = None, function.end()

    def drafted(self) -> Draft:
        """The command that is being read, a new one if there is none."""
        if self.draft is None:
            outer = self.frames[-1].stdin if self.frames else None
            self.draft = Draft(self.i, stdin=self.piped or outer)
            self.pipeline = self.i if self.pipeline < 0 else self.pipeline
        return self.draft

    def take_keyword(self, word: str, end: int) -> None:
        """Open or close a compound command."""
        start, self.i = self.i, end
        if word in _CLOSING:
            self.close(word)
        elif word in ("if", "{", "case"):
            self.open({"if": "fi", "{": "}", "case": "esac"}[word], start, patterns=word == "case")
        elif word in ("while", "until", "for", "select"):
            self.open("done", start)
            named = _FOR.match(self.text, self.i, self.end) if word in ("for", "select") else None
            if named:
                self.scope.set(named[1], None)
                self.draft = Draft(start, [Word(word, start)], named.end())
                self.i = named.end()
        elif word in ("else", "elif") and self.frames:
            self.scope.forget(self.frames[-1].mark)
        elif word == "function":
            named = _FUNCTION_NAME.match(self.text, self.i, self.end)
            self.i = named.end() if named else self.i
        elif word == "[[":
            closed = _TEST_END.search(self.text, self.i, self.end)
            self.i = closed.end() if closed else self.lexer.unclosed(start, "this [[").end

    def open(self, closing: str, start: int, *, patterns: bool = False) -> None:
        """Open a compound command."""
        outer = self.frames[-1].stdin if self.frames else None
        begun = start if self.pipeline < 0 else self.pipeline
        self.frames.append(Frame(closing, self.scope.mark(), self.piped or outer, begun, patterns))
        self.piped, self.pipeline = None, -1

    def close(self, word: str) -> None:
        """Close a compound command if it is the one that is open."""
        if self.frames and self.frames[-1].closing == word:
            frame = self.frames.pop()
            self.pipeline = frame.start
            if word == ")":
                self.scope.restore(frame.mark)
            else:
                self.scope.forget(frame.mark)

    def pattern(self) -> None:
        """Take a word of the head of a ``case``, or of one of its patterns."""
        token = self.lexer.word(self.i)
        word = self.text[self.i : token.end] if token.end - self.i < 5 else ""
        self.i = max(token.end, self.i + 1)
        if word == "esac":
            self.close("esac")

    def operate(self, operator: str) -> None:
        """Take a line end, or a mark between commands."""
        start = self.i
        self.i += len(operator)
        if self.frames and self.frames[-1].patterns:
            self.frames[-1].patterns = operator != ")"
            if operator == "\n":
                self.i = self.redirections.read_documents(self.i)
        elif operator == "(":
            self.open_parenthesis(start)
        elif operator == ")":
            self.close_parenthesis(start)
        else:
            self.note_end(operator, start)
            self.finish(operator)
            if operator == "\n":
                self.i = self.redirections.read_documents(self.i)
                blank = _BLANK_LINES.match(self.text, self.i, self.end)
                self.i = blank.end() if blank else self.i
                self.begin_line()
            elif operator.startswith(";") and len(operator) > 1 and self.frames and self.frames[-1].closing == "esac":
                self.scope.forget(self.frames[-1].mark)
                self.frames[-1].patterns = True

    def open_parenthesis(self, start: int) -> None:
        """Open a subshell; among the words of a command it is a fault."""
        if self.draft and self.draft.words:
            raise Broken(start, "the shell does not understand this parenthesis: put the word in quotes")
        if self.text.startswith("(", self.i):
            self.i = self.lexer.after_parentheses(start)
        else:
            self.open(")", start)

    def close_parenthesis(self, start: int) -> None:
        """Close a subshell, or what is read as a whole."""
        within = any(frame.closing == ")" for frame in self.frames[-1:])
        if within or self.closing:
            self.finish("\n" if self.closing and not within else ";")
            self.closed = not within
            self.close(")")
        else:
            raise Broken(start, "the shell does not understand this parenthesis: put the word in quotes")

    def note_end(self, operator: str, start: int) -> None:
        """A note when a mark that was hardly meant for the shell ends the command."""
        before, after = self.text[start - 1 : start], self.text[self.i : self.i + 1]
        glued = before.strip() and after.strip(" \t\r\n;&|)#")
        meant = operator == ";" and not _ASSIGNMENT.match(self.text, self.i, self.end)
        if operator in ("&", ";") and self.draft and glued and not meant:
            place = self.drafts.place(start)
            self.draft.notes.append(f"the shell ends the command at this {operator} ({place}): put the URL in quotes")

    def finish(self, operator: str) -> None:
        """End the command, and the list of commands that it is in if the operator ends that too."""
        draft, piping = self.draft, operator in ("|", "|&")
        if draft and draft.words:
            self.set_variables(draft)
            self.drafts.add(draft)
        elif operator != "\n" or self.assigned >= 0:
            self.drafts.count_odd(self.i)
        if not (draft and draft.words) and self.assigned >= 0 and (piping or self.piped or operator == "&"):
            self.scope.restore(self.assigned)
        if piping:
            begun = max(self.pipeline, 0)
            self.piped = Stdin("pipe", self.text[begun : self.i - len(operator)].strip(), begun)
        elif self.draft or self.assigned >= 0 or operator != "\n":
            self.piped = None
        if operator in ("&&", "||"):
            if self.doubtful < 0 and (operator == "||" or self.assigned < 0):
                self.doubtful = self.scope.mark()
        elif not piping and self.doubtful >= 0 and (draft or self.assigned >= 0 or operator != "\n"):
            self.scope.forget(self.doubtful)
            self.doubtful = -1
        self.draft, self.assigned = None, -1
        if not piping and not (operator == "\n" and self.piped):
            self.pipeline = -1

    def set_variables(self, draft: Draft) -> None:
        """What a command of the shell does to variables."""
        name, arguments = draft.words[0].text, draft.words[1:]
        if name in _DECLARING:
            special = any(re.match(r"-\w*[iulaAn]", word.text) for word in arguments)
            for variable, value in self.declared:
                self.scope.set(variable, None if special else value)
            self.declared.clear()
        elif name in ("read", "mapfile", "readarray", "getopts", "unset") or (
            name == "printf" and "-v" in (arguments[:1] and arguments[0].text)
        ):
            for word in arguments:
                if _NAME.fullmatch(word.text):
                    self.scope.set(word.text, "" if name == "unset" else None)

    def assign(self, found: re.Match[str]) -> None:
        """Take an assignment; it counts at once, unless a command follows it or it is a word of one."""
        name, key, plus = found.groups()
        start, self.i = self.i, found.end()
        value: str | None = None
        if self.text.startswith("(", self.i):
            self.i = self.lexer.after_parentheses(self.i)
        else:
            token = self.lexer.word(self.i)
            self.i = token.end
            value = None if token.fault or key else self.assigned_value(token, name, plus)
        if self.draft and self.draft.words:
            self.declared.append((name, value))
            self.draft.words.append(Word(found[0], start))
            self.draft.end = self.i
            return
        self.assigned = self.scope.mark() if self.assigned < 0 else self.assigned
        self.scope.set(name, value)

    def assigned_value(self, token: Token, name: str, plus: str) -> str | None:
        """The value of an assignment, after what the variable has if it is to be added."""
        value = single_value(token)
        if not plus:
            return value
        known = self.scope.get(name)
        long = known is None or len(known) + len(value) > 1_000_000
        return None if long or known is None else known + value
