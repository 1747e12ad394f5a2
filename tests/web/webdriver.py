"""Firefox and WebKit, driven by the protocol that both understand, without a driver from elsewhere.

The commands are those of W3C WebDriver (https://www.w3.org/TR/webdriver2/). WebKit takes them over HTTP from its
WebKitWebDriver; Firefox takes the same commands over a socket, in the framing of Marionette
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection
from time import monotonic
from typing import Any, Protocol

PATHS = {
    "Navigate": ("POST", "url"),
    "Refresh": ("POST", "refresh"),
    "Back": ("POST", "back"),
    "Forward": ("POST", "forward"),
    "ExecuteScript": ("POST", "execute/sync"),
    "ExecuteAsyncScript": ("POST", "execute/async"),
    "FindElement": ("POST", "element"),
    "ElementClick": ("POST", "element/{id}/click"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "PerformActions": ("POST", "actions"),
    "SetWindowRect": ("POST", "window/rect"),
}
"""What Marionette calls the commands that are used here, and where WebDriver has them."""

UNTIL = """
const given = [...arguments], done = given.pop();
const holds = function () { return (%s); };
const look = () => (holds(...given) ? done(true) : setTimeout(look, 20));
look();
"""
PATIENCE = 30  # seconds, as browsers wait for a script
NOTE = """
window.noted = [];
for (const kind of ["error", "unhandledrejection", "securitypolicyviolation"])
  addEventListener(kind, (event) => noted.push(`${kind}: ${event.message ?? event.reason ?? event.violatedDirective}`), true);
for (const kind of ["error", "warn"]) console[kind] = (...words) => noted.push(`console.${kind}: ${words}`);
"""
CONSOLE = """
const errors = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError);
Services.console.reset();
return errors.filter((one) => one.sourceName.startsWith("http")).map((one) => one.errorMessage);
"""
"""What Firefox says of a page in its console, also while it loads it."""
CONTROL, ENTER, F7 = "\ue009", "\ue007", "\ue037"


class Failed(Exception):
    """The browser could not do what it was told."""


class Connection(Protocol):
    """Carries a command to a browser, and its answer back."""

    def __call__(self, name: str, arguments: dict[str, Any]) -> Any: ...


class Marionette:
    """Firefox's own end of the protocol: each message is JSON, after its length and a colon."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.file = self.socket.makefile("rb")
        self.count = 0
        self._receive()  # its name and version
        self("NewSession", {})

    def _receive(self) -> Any:
        size = b""
        while (char := self.file.read(1)) != b":":
            if not char:
                raise Failed("Firefox has ended")
            size += char
        return json.loads(self.file.read(int(size)))

    def __call__(self, name: str, arguments: dict[str, Any], room: str = "WebDriver") -> Any:
        self.count += 1
        arguments = {"sandbox": None, **arguments}  # a script is one of the page, as in other browsers
        message = json.dumps([0, self.count, f"{room}:{name}", arguments]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise Failed(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def close(self) -> None:
        self("Quit", {"flags": ["eForceQuit"]}, room="Marionette")
        self.file.close()
        self.socket.close()


class WebDriver:
    """A session of a program that speaks WebDriver over HTTP."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self.http = HTTPConnection("127.0.0.1", port, timeout=60)
        self.base = "/session"
        made = self._send("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self.base = f"/session/{made['sessionId']}/"

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        self.http.request(method, self.base + path, None if body is None else json.dumps(body))
        response = self.http.getresponse()
        value = json.loads(response.read())["value"]
        if response.status != 200:
            raise Failed(f"{path}: {value['error']}: {value['message']}")
        return value

    def __call__(self, name: str, arguments: dict[str, Any]) -> Any:
        method, path = PATHS[name]
        return self._send(method, path.format_map(arguments), arguments if method == "POST" else None)

    def close(self) -> None:
        self._send("DELETE", "", None)
        self.http.close()


class Window:
    """A window of a browser, with its page."""

    def __init__(self, send: Connection) -> None:
        self.send = send

    def open(self, url: str) -> None:
        self.send("Navigate", {"url": url})
        self.run(NOTE)

    def leave_by(self, button: str, then: str, *arguments: object) -> None:
        """Use a button of the browser (Refresh, Back or Forward), and wait until an expression is true in the page.

        A page that was kept loads itself again, so one script may find the page gone.
        """
        self.send(button, {})
        end = monotonic() + PATIENCE
        while not self._holds(then, *arguments):
            assert monotonic() < end, then
        self.run(NOTE)

    def _holds(self, condition: str, *arguments: object) -> bool:
        try:
            return bool(self.run(f"return ({condition});", *arguments))
        except Failed:
            return False

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns, which is the body of a function."""
        return self.send("ExecuteScript", {"script": script, "args": list(arguments)})

    def until(self, condition: str, *arguments: object) -> None:
        """Wait until an expression is true in the page."""
        self.send("ExecuteAsyncScript", {"script": UNTIL % condition, "args": list(arguments)})

    def later(self, script: str) -> Any:
        """What a script of the page passes to its function `done`."""
        return self.send("ExecuteAsyncScript", {"script": f"const done = arguments[0]; {script}", "args": []})

    def find(self, selector: str) -> str:
        """The first element that a selector means, once it is shown."""
        self.until("document.querySelector(arguments[0])?.checkVisibility()", selector)
        found: dict[str, str] = self.send("FindElement", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def click(self, selector: str) -> None:
        self.send("ElementClick", {"id": self.find(selector)})

    def type(self, selector: str, text: str) -> None:
        """Type a text into a field as keys."""
        self.send("ElementSendKeys", {"id": self.find(selector), "text": text.replace("\n", ENTER)})

    def press(self, *keys: str) -> None:
        """Press keys together."""
        downs = [{"type": "keyDown", "value": key} for key in keys]
        ups = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.send("PerformActions", {"actions": [{"type": "key", "id": "keys", "actions": [*downs, *ups]}]})

    def resize(self, width: int, height: int) -> None:
        self.send("SetWindowRect", {"width": width, "height": height})
        self.until("innerWidth === arguments[0]", width)

    def complaints(self) -> list[str]:
        """What went wrong in the page since it was opened."""
        noted: list[str] = self.run("return window.noted?.splice(0) ?? []")  # none in a page that loads itself again
        if isinstance(self.send, Marionette):
            self.send("SetContext", {"value": "chrome"}, room="Marionette")
            noted += self.run(CONSOLE)
            self.send("SetContext", {"value": "content"}, room="Marionette")
        return noted
