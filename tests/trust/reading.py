"""The readers against the real tools: at least 2,000 inputs each, drawn from a seed, sent by the tool and read."""

import shutil
from collections.abc import Callable
from functools import partial

from tests.readers import shell_oracle
from tests.readers.tools import bru, curl, httpie, httpyac, newman, newman_v1, python, wget
from tests.readers.tools.node import WITHOUT_NODE, packages, run_programs
from tests.trust.campaign import Part, Result

Faults = Callable[[int, int, int], list[str]]


def compared(faults: Faults, size: int, missing: Callable[[], str], seed: int, step: int) -> Result:
    """So many inputs, or what is missing to send them."""
    without = missing()
    return Result(0, [without]) if without else Result(size, faults(seed, size * step, size))


def missing_program(name: str, install: str) -> str:
    """Say what to install where the program is missing."""
    return "" if name and shutil.which(name) else f"left out: {install}"


def program(name: str, install: str) -> Callable[[], str]:
    """Return a function that says what to install where the program is missing."""
    return partial(missing_program, name, install)


def nothing() -> str:
    """Nothing is missing."""
    return ""


def damaged_curl(seed: int, step: int) -> Result:
    """245 commands of curl, cut off or with one character changed, run by bash and curl and read."""
    found = curl.cut_faults(seed, 245 * step, 245)
    return Result(245, found if len(found) > 5 else [], {"read otherwise, of 245": len(found)})


def javascript(seed: int, step: int) -> Result:
    """2,000 JavaScript programs, run by Node.js and read."""
    if packages() is None:
        return Result(0, [WITHOUT_NODE])
    outcome = run_programs(seed, step)
    faults = outcome.differences + (["more than 10 % were refused"] if len(outcome.refused) > 200 else [])
    return Result(2_000, faults, {"refused though sent, at most": len(outcome.refused)})


with_newman = program(newman.NEWMAN, "npm install newman@6.2.2")
TOOLS: tuple[tuple[str, int, int, Faults, Callable[[], str]], ...] = (
    ("curl", 10, 245, curl.faults, program("curl", "apt install curl")),
    ("HTTPie", 10, 200, httpie.faults, nothing),
    ("wget", 10, 200, wget.faults, program("wget", "apt install wget")),
    ("httpyac (.http files)", 10, 200, httpyac.faults, program(httpyac.HTTPYAC, "npm install httpyac@6.16.7")),
    ("newman (Postman)", 10, 200, newman.faults, with_newman),
    ("newman (Postman's OAuth 1 helper)", 10, 200, partial(newman.faults, kind="oauth1"), with_newman),
    ("newman (Postman, version 1)", 10, 200, newman_v1.faults_v1, with_newman),
    ("bru (Bruno)", 10, 200, bru.faults, program(bru.BRU, "npm install @usebruno/cli@4.1.0")),
    ("Python's clients", 10, 200, python.faults, nothing),
)
"""The name, the number of steps and of inputs in each, what runs them, and what says that something is missing."""

PARTS = (
    *(Part(f"read as sent by {name}", "0 differences", steps, partial(compared, faults, size, missing))
      for name, steps, size, faults, missing in TOOLS),
    Part("read as sent by Node.js", "0 differences", 5, javascript),
    Part("scripts as bash and dash read them", "0 words or inputs differ", 5, shell_oracle.run),
    Part("damaged commands of curl, as bash and curl take them", "2 % differ", 10, damaged_curl),
)  # fmt: skip
"""The rows of the campaign."""
