"""Turn the facts of a request into a program: one template for each scheme and language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from paraph.codegen import literals
from paraph.codegen.call import Call, call_of, require_text
from paraph.codegen.languages import Template, templates_in
from paraph.codegen.postman import collection_text, variable_names
from paraph.core.encoding import percent
from paraph.core.errors import Malformed
from paraph.schemes import code_of, recognised, scheme_named

if TYPE_CHECKING:
    from paraph.codegen.postman import PostmanFile
    from paraph.core.code_facts import CodeFacts
    from paraph.core.message import Request

FILTERS = {
    "python": literals.python,
    "javascript": literals.javascript,
    "javascript_name": literals.javascript_name,
    "json_text": literals.json_text,
    "csharp": literals.csharp,
    "go": literals.go,
    "java": literals.java,
    "php": literals.php,
    "ruby": literals.ruby,
    "powershell": literals.powershell,
    "shell": literals.shell,
    "in_double_quotes": literals.in_double_quotes,
    "percent": percent,
}


class Program(NamedTuple):
    """A program and what it was made of; `call` is None for a program that checks the requests it receives."""

    code: str
    facts: CodeFacts
    call: Call | None


def camel(name: str) -> str:
    """Write ``consumer_secret`` as ``consumerSecret``."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


@cache
def environment() -> Environment:
    """Return the environment of all templates; a name that a template lacks is an error."""
    made = Environment(
        loader=PackageLoader("paraph.codegen"),
        autoescape=select_autoescape(()),  # programs are no HTML: the filters write literals
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS, camel=camel)
    return made


def program(
    language: str,
    request: Request,
    scheme: str | None = None,
    base_url: str = "",
    postman_file: PostmanFile | None = None,
) -> Program:
    """Write the program that repeats `request` signed afresh; it reads the secrets from the environment.

    A Postman collection extends `postman_file` if the request comes from one.
    Raises Malformed if the scheme has no template for the language, or if no program can send such a request.
    """
    if request.media_type.startswith("multipart/") and postman_file is None:
        raise Malformed(
            "no code is made for a multipart form: let your HTTP library build it, and sign as `paraph explain` shows"
        )
    chosen = scheme_named(scheme) if scheme else recognised(request)
    template = chosen_template(language, chosen.home, chosen.label)
    facts = code_of(chosen)(request, chosen)
    call = None if facts.message is None else call_of(facts.message, base_url)
    require_text(*facts.texts)
    title = f"{call.comment} ({facts.label})" if call else facts.label
    code = (
        environment()
        .get_template(template.name)
        .render(
            title=title,
            call=call,
            signing=facts.signing,
            secrets=facts.secrets,
            variables=variable_names(facts, postman_file),
        )
    )
    if language == "postman" and call is not None:
        code = collection_text(code, call, facts, title, postman_file)
    return Program(code, facts, call)


def signing_script(request: Request, scheme: str, key_name: str, secret_name: str) -> str:
    """Write the Postman script that signs any request as `request` is signed, for the host and path of its own.

    `key_name` and `secret_name` are the Postman variables that hold the key id and the secret.
    """
    chosen = scheme_named(scheme)
    facts = code_of(chosen)(request, chosen)
    template = environment().get_template(chosen_template("postman", chosen.home, chosen.label).name)
    return template.render(
        call=None,
        signing=facts.signing,
        secrets=[secret._replace(name=secret_name) for secret in facts.secrets],
        variables={name: key_name for name, _ in facts.variables},
    )


def chosen_template(language: str, home: str, label: str) -> Template:
    """Return the template; raise Malformed, with the languages that the scheme has, if it lacks this one."""
    templates = templates_in(home)
    if not templates:
        raise Malformed(f"paraph writes no code for {label} requests yet")
    if language not in templates:
        raise Malformed(f"paraph writes no {language} code for {label} requests; choose one of: {', '.join(templates)}")
    return templates[language]
