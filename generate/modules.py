"""The text of each generated module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2

from generate.calls import Topic, method_of
from generate.records import records_of
from generate.types import Writer, camel
from paraph.apis.catalogue import VENDORS, catalogue
from paraph.clients.names import CLIENTS, arguments_of, snake_case

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, Schema

ABOUT = {
    "Admin": "Duo's Admin API",
    "Auth": "Duo's Auth API, version 2",
    "AuthV1": "Duo's Auth API, version 1",
    "Accounts": "Duo's Accounts API",
    "Device": "Duo's Device API",
    "Gallery": "the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2)",
    "Server": "version 3 of the API of Alteryx Server",
}
WHOLE = ("Auth", "AuthV1", "Accounts")
"""Clients that have their calls themselves, without groups."""


class Plan(NamedTuple):
    """The calls of a client by topic."""

    name: str
    vendor: str
    topics: tuple[Topic, ...]

    @property
    def module(self) -> str:
        """Return the name of its package or module."""
        return "auth_v1" if self.name == "AuthV1" else snake_case(self.name)


def modules() -> dict[str, str]:
    """Return the text of each module by its path below the clients' folder, as the formatter leaves it."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701  # Python, not HTML
    )
    raw: dict[str, str] = {}
    for vendor in VENDORS:
        writer = Writer("records.")
        for plan in plans(vendor, writer):
            raw.update(client_modules(environment, plan))
        raw[f"{vendor}/records.py"] = records_module(environment, vendor, writer.nested)
    return {path: formatted(text) for path, text in raw.items()}


def plans(vendor: str, writer: Writer) -> list[Plan]:
    """Return the clients of a vendor, in the order of its catalogue."""
    calls: dict[str, dict[str, list[Endpoint]]] = {}
    for endpoint in catalogue(vendor).endpoints:
        group = endpoint.call.partition(".")[0]
        calls.setdefault(CLIENTS[endpoint.api], {}).setdefault(group, []).append(endpoint)
    return [
        Plan(name, vendor, tuple(topic(group, each, writer) for group, each in groups.items()))
        for name, groups in calls.items()
    ]


def topic(group: str, endpoints: list[Endpoint], writer: Writer) -> Topic:
    """Return the calls of a group."""
    return Topic(group, tuple(method_of(each, writer) for each in endpoints))


def client_modules(environment: jinja2.Environment, plan: Plan) -> dict[str, str]:
    """Return the modules of a client: one for each topic, and one for the client itself if it has several."""
    package = f"{plan.vendor}/{plan.module}"
    group = environment.get_template("group.py.jinja")
    if plan.name in WHOLE:
        (only,) = plan.topics
        return {f"{package}_calls.py": group.render(values(plan, only, base="Calls"))}
    found = {f"{package}/{each.name}.py": group.render(values(plan, each, base="Group")) for each in plan.topics}
    client = environment.get_template("client.py.jinja")
    found[f"{package}/__init__.py"] = client.render(plan=plan, about=ABOUT[plan.name])
    return found


def values(plan: Plan, each: Topic, base: str) -> dict[str, Any]:
    """Return what the template of a topic is given."""
    return {
        "plan": plan,
        "about": ABOUT[plan.name],
        "topic": each,
        "base": base,
        "name": f"{plan.name}Calls" if base == "Calls" else each.class_name,
    }


def records_module(environment: jinja2.Environment, vendor: str, nested: dict[str, Schema]) -> str:
    """Return the module of a vendor's records."""
    own = {name: schema for name, schema in nested.items() if name not in taken_names(vendor)}
    taken = {name: schema for name, schema in nested.items() if name in taken_names(vendor)}
    records = records_of(catalogue(vendor).shapes, own, taken)
    return environment.get_template("records.py.jinja").render(vendor=camel(vendor), records=records)


def taken_names(vendor: str) -> set[str]:
    """Return the names of the records that calls take as arguments."""
    return {
        camel(endpoint.call.replace(".", "_")) + camel(each.name)
        for endpoint in catalogue(vendor).endpoints
        for each in arguments_of(endpoint)
    }


def formatted(text: str) -> str:
    """Return a module as ruff leaves it: only with the imports that it uses, sorted, and formatted."""
    ruff = Path(sys.executable).with_name("ruff")
    for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        done = subprocess.run(  # noqa: S603
            [ruff, *words, "--stdin-filename", "src/paraph/clients/generated.py", "-"],
            input=text, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"ruff refuses a generated module: {done.stderr}")
        text = done.stdout
    return text
