"""What a hand-made signer does to method, host and path, whatever the scheme."""

from collections.abc import Callable
from urllib.parse import unquote

from tests.handmade.encoders import percent

Change = Callable[[str], str]

METHODS: dict[str, Change] = {
    "lower case": str.lower,
    "with a capital": str.capitalize,
    "GET": lambda _method: "GET",
    "POST": lambda _method: "POST",
    "empty": lambda _method: "",
    "with a blank": lambda method: f"{method} ",
    "in quotes": lambda method: f'"{method}"',
}
"""The method as it is signed, from the method in capitals."""

HOSTS: dict[str, Change] = {
    "cut at its first dot": lambda host: host.split(".")[0],
    "without its first part": lambda host: host.partition(".")[2],
    "port dropped": lambda host: host.partition(":")[0],
    "default port kept": lambda host: host if ":" in host else f"{host}:443",
    "empty": lambda _host: "",
    "in capitals": str.upper,
    "with https://": lambda host: f"https://{host}",
    "with a slash": lambda host: f"{host}/",
    "with a blank": lambda host: f"{host} ",
    "with its name": lambda host: f"Host: {host}",
}
"""The host as it is signed, from the right one."""

PATHS: dict[str, Change] = {
    "slash added": lambda path: path + "/",
    "slash dropped": lambda path: path.removesuffix("/"),
    "lower case": str.lower,
    "with a question mark": lambda path: path + "?",
    "without leading slash": lambda path: path.removeprefix("/"),
    "without the first part": lambda path: "/" + path.lstrip("/").partition("/")[2],
    "without the first two parts": lambda path: "/" + "/".join(path.split("/")[3:]),
    "without the last part": lambda path: path.rstrip("/").rpartition("/")[0],
    "only the last part": lambda path: "/" + path.rstrip("/").rpartition("/")[2],
    "decoded": unquote,
    "encoded again": lambda path: "/".join(map(percent, path.split("/"))),
    "slashes encoded": lambda path: path.replace("/", "%2F"),
    "lower-case escapes": lambda path: path.replace("%C3%BC", "%c3%bc"),
    "double slashes joined": lambda path: path.replace("//", "/"),
    "without extension": lambda path: path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path,
    "none": lambda _path: "",
    "/": lambda _path: "/",
    "slashes as in JSON": lambda path: path.replace("/", "\\/"),
    "a part in the middle missing": lambda path: "/".join((*path.split("/")[:2], *path.split("/")[3:])),
}
"""The path as it is signed, from the path as sent."""
