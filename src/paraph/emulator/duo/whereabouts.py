"""Where a login comes from, as policies judge it: by its network first, then by its country.

In which order Duo itself asks is not known; here what denies goes before what allows.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo.calls import Refused
from paraph.emulator.duo.places import place_of
from paraph.emulator.duo.sections import words

if TYPE_CHECKING:
    from paraph.emulator.duo.places import Address, Place
    from paraph.emulator.duo.sections import Addresses, AuthorizedNetworks, Sections, UserLocation


class Ruling(NamedTuple):
    """Whether a login is allowed without a second factor or denied, why, and whether that goes for the unenrolled."""

    allows: bool
    reason: str
    unenrolled: bool = True


BLOCKED = Ruling(allows=False, reason="denied_by_policy")
ABROAD = Ruling(allows=False, reason="location_restricted")
AT_HOME = Ruling(allows=True, reason="trusted_location", unenrolled=False)


def ruling(sections: Sections, ip: str | None) -> Ruling | None:
    """What becomes of a login from an address; None where policies leave it open, as where there is no address."""
    try:
        address = ipaddress.ip_address(ip or "")
    except ValueError:
        return None
    networks, action = sections.authorized_networks, action_for(sections.user_location, place_of(address))
    if refuses(networks, address):
        return BLOCKED
    if action == "deny-access":
        return ABROAD
    if holds(networks.no_2fa_required, address):
        return Ruling(True, "trusted_network", not networks.no_2fa_required.require_enrollment)
    if action == "allow-access-no-2fa" and not holds(networks.mfa_required, address):
        return AT_HOME
    return None


def refuses(networks: AuthorizedNetworks, address: Address) -> bool:
    """Whether nobody may log in from an address."""
    known = holds(networks.no_2fa_required, address) or holds(networks.mfa_required, address)
    return holds(networks.blocked, address) or (networks.deny_other_access and not known)


def action_for(location: UserLocation, place: Place | None) -> str:
    """What is to be done with logins from a place; nothing where that is not known."""
    if place is None:
        return "ignore-location"
    lists = {
        "deny-access": location.deny_access_countries_list,
        "require-mfa": location.require_mfa_countries_list,
        "allow-access-no-2fa": location.allow_access_no_2fa_countries_list,
        "ignore-location": location.ignore_location_countries_list,
    }
    return next((action for action, listed in lists.items() if place.code in words(listed)), location.default_action)


def holds(addresses: Addresses, address: Address) -> bool:
    """Whether an address is in one of the networks."""
    found = map(bounds, words(addresses.ip_list))
    return any(first.version == address.version and int(first) <= int(address) <= int(last) for first, last in found)


def bounds(written: str) -> tuple[Address, Address]:
    """The first and the last address of a network; raises Refused (40002) for anything else."""
    first, dash, last = written.partition("-")
    try:
        if not dash:
            network = ipaddress.ip_network(written, strict=False)
            return network[0], network[-1]
        found = ipaddress.ip_address(first.strip()), ipaddress.ip_address(last.strip())
    except ValueError:
        raise Refused(40002, "ip_list") from None
    if found[0].version != found[1].version or int(found[0]) > int(found[1]):
        raise Refused(40002, "ip_list")
    return found


def check(networks: AuthorizedNetworks) -> None:
    """Raise Refused (40002) for a network that is none."""
    for addresses in (networks.no_2fa_required, networks.mfa_required, networks.blocked):
        for written in words(addresses.ip_list):
            bounds(written)
