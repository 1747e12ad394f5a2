"""Activation of Duo Mobile on a phone: activation codes and text messages."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

from paraph.emulator.duo.auth import sms_passcodes
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.devices.phones import KIND, log_name
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

ROUTES = Routes()
INSTALLATION = "Welcome to Duo! To install the Duo Mobile app, click this link: <insturl>"
ACTIVATION = "To activate the Duo Mobile app, click this link: <acturl>"
ACTIVATIONS = "activation"
"""The kind of activations, by code: `phone_id`, and when it expires."""


def new_activation(state: DuoState, host: str, phone_id: str, valid_secs: int) -> Object:
    """Create a code that activates Duo Mobile on a phone; return it with its addresses."""
    code = state.new_id("")
    state.store.add(
        ACTIVATIONS, code, {"code": code, "phone_id": phone_id, "expiration": int(state.clock()) + valid_secs}
    )
    value = f"duo://{code}-{base64.b64encode(host.encode()).decode().rstrip('=')}"
    return {
        "code": value,
        "barcode": f"https://{host}/frame/qr?value={quote(value, safe='')}",
        "url": f"https://{mobile_host(host)}/activate/{code}",
        "installation_url": f"https://{mobile_host(host)}",
    }


def mobile_host(host: str) -> str:
    """Return the name of the host that phones call: ``m-`` in place of ``api-``."""
    return f"m-{host.removeprefix('api-')}" if host.startswith("api-") else host


def message_text(call: DuoCall, name: str, otherwise: str, mark: str, address: str) -> str:
    """Return a message with the address in place of its mark; raises DuoError (40002) without a mark."""
    text = str(call.get(name) or otherwise)
    if mark not in text:
        raise DuoError(40002, name)
    return text.replace(mark, address)


def phone_with_number(call: DuoCall) -> Object:
    """Return the phone of a call; raises DuoError (40002) if it has no number."""
    phone = call.object(KIND, call["phone_id"])
    if "sms" not in phone["capabilities"]:
        raise DuoError(40002, "phone_id")
    return phone


@ROUTES.at("POST /admin/v1/phones/{phone_id}/activation_url")
def create_activation_url(call: DuoCall) -> Answer:
    """Create an activation code."""
    phone = call.object(KIND, call["phone_id"])
    created = new_activation(call.state, call.host, phone["phone_id"], call["valid_secs"])
    answer = {
        "activation_barcode": created["barcode"],
        "activation_url": created["url"],
        "valid_secs": call["valid_secs"],
    }
    if call.get("install"):
        answer["installation_url"] = created["installation_url"]
    log_change(call, "phone_activation_code_regenerated", log_name(phone))
    return answer


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_activation")
def send_activation(call: DuoCall) -> Answer:
    """Send an activation code, after the installation message if requested; return what was sent."""
    phone = phone_with_number(call)
    created = new_activation(call.state, call.host, phone["phone_id"], call["valid_secs"])
    answer = {
        "activation_barcode": created["barcode"],
        "activation_msg": message_text(call, "activation_msg", ACTIVATION, "<acturl>", created["url"]),
        "valid_secs": call["valid_secs"],
    }
    if call.get("install"):
        answer["installation_msg"] = message_text(
            call, "installation_msg", INSTALLATION, "<insturl>", created["installation_url"]
        )
    log_change(call, "phone_activation_code_regenerated", log_name(phone))
    return answer


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_installation")
def send_installation(call: DuoCall) -> Answer:
    """Send the installation message; return it."""
    phone_with_number(call)
    address = f"https://{mobile_host(call.host)}"
    return {"installation_msg": message_text(call, "installation_msg", INSTALLATION, "<insturl>", address)}


@ROUTES.at("POST /admin/v1/phones/{phone_id}/send_sms_passcodes")
def send_passcodes(call: DuoCall) -> Answer:
    """Send passcodes to the phone."""
    sms_passcodes.send_passcodes(call.state, phone_with_number(call))
    return ""
