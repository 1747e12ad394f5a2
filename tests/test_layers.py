"""Imports point one way, and importing paraph loads the standard library alone."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

SRC = Path("src/paraph")
FLOORS = (
    {"core"},
    {"schemes", "mistakes"},
    {"deviations", "nonces"},
    {"signing", "verifying", "codegen"},
    {"explaining"},
    {"private_files", "readers"},
    {"http", "apis"},
    {"watching", "clients", "middleware"},
    {"tracing", "compat"},
    {"render", "vectors", "postman"},
    {"display", "auth", "proxy", "mcp"},
    {"emulator", "web"},
    {"testing"},
    {"cli", "__main__"},
)
PURE_FLOORS = 5
OUTSIDE = {
    "socket",
    "ssl",
    "subprocess",
    "http",
    "urllib",
    "asyncio",
    "pathlib",
    "shutil",
    "tempfile",
    "click",
    "random",
}


def floor_of(module: str) -> int:
    return next(index for index, names in enumerate(FLOORS) if module in names)


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_imports_point_one_way() -> None:
    for path in SRC.rglob("*.py"):
        own = path.relative_to(SRC).with_suffix("").parts[0]
        if own == "__init__":
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "paraph" and len(parts) > 1 and parts[1] != own:
                target = parts[1] if any(parts[1] in names for names in FLOORS) else own
                assert floor_of(target) <= floor_of(own), f"{path} imports {name}"


def files_imported(path: Path) -> set[Path]:
    """The files of this project that a file imports."""
    found = set()
    for name in imports(path):
        parts = name.split(".")[1:] if name.startswith("paraph.") else []
        for size in range(len(parts), 0, -1):
            place = SRC.joinpath(*parts[:size])
            file = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
            if file.is_file():
                found.add(file)
                break
    return found - {path, SRC / "__init__.py"}


def test_no_files_import_each_other_in_a_circle() -> None:
    uses = {path: files_imported(path) for path in SRC.rglob("*.py") if path != SRC / "__init__.py"}
    left = dict(uses)
    while left:
        free = [path for path, used in left.items() if not used & left.keys()]
        assert free, f"a circle among {sorted(map(str, left))[:6]}"
        for path in free:
            del left[path]


def test_the_deepest_chain_of_rooms_is_short() -> None:
    rooms: dict[str, set[str]] = {}
    for path in SRC.rglob("*.py"):
        if path != SRC / "__init__.py":
            own = path.relative_to(SRC).with_suffix("").parts[0]
            others = {used.relative_to(SRC).with_suffix("").parts[0] for used in files_imported(path)}
            rooms.setdefault(own, set()).update(others - {own})

    @cache
    def depth(room: str) -> int:
        return 1 + max(map(depth, rooms[room]), default=0)

    assert max(map(depth, rooms)) <= 11


BY_NAME = re.compile(r"""["'](duo|oauth1|webhooks)["']|paraph\.schemes\.(duo|oauth1|webhooks)""")
OWN_ROOMS = (
    "schemes",
    "deviations",
    "mistakes",
    "vectors",
    "apis",
    "emulator",
    "clients/duo",
    "clients/alteryx",
    "compat",
)
"""The rooms of schemes and of vendors; all others take what differs from the scheme."""
NAMED_ON_PURPOSE = {
    "signing.py": "sign() without a scheme signs for Duo",
    "testing.py": "its fixtures are local servers of the vendors",
    "cli/serve.py": "it serves vendors",
    "cli/__init__.py": "its verbs have the names of vendors",
    "cli/duo.py": "it calls this vendor",
    "cli/alteryx.py": "it calls this vendor",
    "cli/vendor_paths.py": "it tells the vendors' paths from others",
    "clients/vendors.py": "it finds the client of a vendor",
    "cli/serve_options.py": "options of a vendor's local server",
    "postman/apis.py": "it lists the APIs of the vendors",
    "readers/files/postman/oauth1.py": "Postman calls its own helper so",
}


def test_no_scheme_is_asked_for_by_name_outside_its_rooms() -> None:
    for path in SRC.rglob("*.py"):
        own = path.relative_to(SRC)
        if not {own.parts[0], "/".join(own.parts[:2])} & set(OWN_ROOMS) and str(own) not in NAMED_ON_PURPOSE:
            lines = path.read_text("utf-8").splitlines()
            code = [line for line in lines if BY_NAME.search(line) and ">>>" not in line and not line.startswith("...")]
            assert not code, f"{path}: {code}"


def test_no_file_is_long() -> None:
    texts = {path: path.read_text("utf-8") for path in SRC.rglob("*.py")}
    written = {path: text for path, text in texts.items() if "Generated from the catalogue." not in text[:1000]}
    assert not [path for path, text in written.items() if text.count("\n") > 400]


def test_the_core_touches_nothing_outside() -> None:
    for path in SRC.rglob("*.py"):
        own = path.relative_to(SRC).with_suffix("").parts[0]
        if own != "__init__" and floor_of(own) < PURE_FLOORS:
            assert not {name.split(".")[0] for name in imports(path)} & OUTSIDE, path


def test_import_needs_the_standard_library_alone() -> None:
    code = "import sys, paraph; paraph.sign, paraph.verify; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, 'src'); {code}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    loaded = set(ast.literal_eval(done.stdout))
    assert loaded - set(sys.stdlib_module_names) <= {"paraph", "__main__"}


def test_the_public_names_are_all_there() -> None:
    import paraph

    assert sorted(paraph.__all__) == paraph.__all__
    for name in paraph.__all__:
        assert getattr(paraph, name) is not None


def test_no_word_of_where_it_was_made() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split()
    marks = ["/" + name + "/" for name in ("work", "root", "opt")]
    for name in tracked:
        text = Path(name).read_text("utf-8", "replace")
        assert not [mark for mark in marks if mark in text and name != "LICENSE"], name
