"""What a scheme knows about one request that code for it needs. Only ``paraph as`` loads this module.

Each scheme has a function ``code_facts(request, scheme)`` in ``schemes/HOME/code.py``; the templates in
``codegen/templates/HOME/`` turn its result into programs, one template for each language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request


class SecretVariable(NamedTuple):
    """An environment variable that holds a secret, such as ``DUO_SKEY``.

    `local` names the secret inside the program, in lower case with underscores; `meaning` says what to set it to.
    """

    name: str
    local: str
    meaning: str


class CodeFacts(NamedTuple):
    """The facts of one request that its scheme knows.

    `label` names the scheme and its version in the title of the program. `signing` is a value of the scheme's own; its
    templates read it under this name. `message` is the request to repeat, without its old signature and without the
    headers that each run makes itself; None if the program does not send a request but checks those it receives.
    `texts` are values in `signing` that come from the request; they must be valid Unicode. `variables` are values that
    belong to the account, such as ``("DUO_IKEY", "DIEXAMPLE00000000000")``, for tools that keep them apart from the code.
    `signs_form` is true if the signature adds a form body.
    """

    label: str
    signing: Any
    secrets: tuple[SecretVariable, ...]
    message: Request | None
    texts: tuple[str, ...] = ()
    variables: Pairs = ()
    signs_form: bool = False
