"""Duo Mobile on a phone: activation codes, and what is sent by text message."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

from paraph.emulator.duo import sms
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.phones import KIND, known_as

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

ROUTES = Routes()
INSTALLATION = "Welcome to Duo! To install the Duo Mobile app, click this link: <insturl>"
ACTIVATION = "To activate the Duo Mobile app, click this link: <acturl>"
ACTIVATIONS = "activation"
"""By code: `phone_id`, and when it runs out."""


def new_activation(state: State, host: str, phone_id: str, valid_secs: int) -> Object:
    """A new code that ties Duo Mobile to a phone: itself, and the addresses that carry it."""
    code = state.new_id("")
    state.store.add(
        ACTIVATIONS, code, {"code": code, "phone_id": phone_id, "expiration": int(state.clock()) + valid_secs}
    )
    value = f"duo://{code}-{base64.b64encode(host.encode()).decode().rstrip('=')}"
    return {
        "code": value,
        "barcode": f"https://{host}/frame/qr?value={quote(value, safe='')}",
        "url": f"https://{mobile(host)}/activate/{code}",
        "installation_url": f"https://{mobile(host)}",
    }


def mobile(host: str) -> str:
    """The name of the host that phones ask: ``m-`` in the place of ``api-``."""
    return f"m-{host.removeprefix('api-')}" if host.startswith("api-") else host


def message(call: Call, name: str, otherwise: str, mark: str, address: str) -> str:
    """The text of a message with an address in the place of its mark; raises Refused (40002) when it has no mark."""
    text = str(call.get(name) or otherwise)
    if mark not in text:
        raise Refused(40002, name)
    return text.replace(mark, address)


def phone_to_text(call: Call) -> Object:
    """The phone of a call; raises Refused (40002) when it has no number to send to."""
    phone = call.object(KIND, call["phone_id"])
    if "sms" not in phone["capabilities"]:
        raise Refused(40002, "phone_id")
    return phone


@ROUTES.at("POST /admin/v1/phones/{phone_id}/activation_url")
def activation_url(call: Call) -> Answer:
    """A new activation code."""
    phone = call.object(KIND, call["phone_id"])
    made = new_activation(call.state, call.host, phone["phone_id"], call["valid_secs"])
    answer = {"activation_barcode": made["barcode"], "activation_url": made["url"], "valid_secs": call["valid_secs"]}
    if call.get("install"):
        answer["installation_url"] = made["installation_url"]
    changed(call, "phone_activation_code_regenerated", known_as(phone))
    return answer


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_activation")
def send_activation(call: Call) -> Answer:
    """What was sent: an activation code, after the way to install Duo Mobile if that is asked for."""
    phone = phone_to_text(call)
    made = new_activation(call.state, call.host, phone["phone_id"], call["valid_secs"])
    answer = {
        "activation_barcode": made["barcode"],
        "activation_msg": message(call, "activation_msg", ACTIVATION, "<acturl>", made["url"]),
        "valid_secs": call["valid_secs"],
    }
    if call.get("install"):
        answer["installation_msg"] = message(
            call, "installation_msg", INSTALLATION, "<insturl>", made["installation_url"]
        )
    changed(call, "phone_activation_code_regenerated", known_as(phone))
    return answer


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_installation")
def send_installation(call: Call) -> Answer:
    """What was sent: how to install Duo Mobile."""
    phone_to_text(call)
    address = f"https://{mobile(call.host)}"
    return {"installation_msg": message(call, "installation_msg", INSTALLATION, "<insturl>", address)}


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_passcodes")
def send_passcodes(call: Call) -> Answer:
    """Nothing; the phone has passcodes now."""
    sms.send(call.state, phone_to_text(call))
    return ""
