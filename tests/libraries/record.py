"""Installs the client libraries, lets them sign the cases, and writes the recording anew: python -m tests.libraries.record.

Everything goes into .tools/clients; nothing is sent to a network except to the package registries.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
DRIVERS = FOLDER / "drivers"
TOOLS = Path(".tools/clients").resolve()
RECORDING = FOLDER / "recorded.jsonl"
UV = shutil.which("uv") or str(Path(".tools/bin/uv").resolve())


def install() -> None:
    """Install the pinned versions of requirements.txt and package.json."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    if not (TOOLS / "venv").is_dir():
        run([UV, "venv", "--quiet", "--python", sys.executable, str(TOOLS / "venv")])
    python = str(TOOLS / "venv/bin/python")
    run([UV, "pip", "install", "--quiet", "--python", python, "-r", str(DRIVERS / "requirements.txt")])
    shutil.copy(DRIVERS / "package.json", TOOLS)
    run(
        [
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-package-lock",
            "--prefix",
            str(TOOLS),
        ]
    )


def run(command: list[str], environment: dict[str, str] | None = None) -> str:
    """Run a program; return what it prints. Its notes go to stderr."""
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=600, check=True, env=environment)
    return done.stdout.decode()


def record() -> list[str]:
    """Return the lines of both drivers."""
    direct = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    of_python = run(
        [str(TOOLS / "venv/bin/python"), "-W", "ignore", str(DRIVERS / "python_clients.py"), str(FOLDER)], direct
    )
    of_node = run(["node", str(DRIVERS / "node_clients.js"), str(FOLDER), str(TOOLS)], direct)
    return [*of_python.splitlines(), *of_node.splitlines()]


def main() -> None:
    """Install, record, and write one JSON object a line."""
    install()
    lines = [json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) for line in record()]
    RECORDING.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} requests of {len({json.loads(line)['client'] for line in lines})} client libraries")


if __name__ == "__main__":
    main()
