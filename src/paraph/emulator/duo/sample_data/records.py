"""Log records of generated stories, joined from pieces of JSON that are made once a person.

Their form is that of :mod:`paraph.emulator.duo.logs.records`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from paraph.emulator.duo.logs.records import ACCOUNT_NAME, BY_API, fraud_event, trust_event
from paraph.emulator.duo.sample_data.people import to_json
from paraph.emulator.duo.sample_data.words import CHANGES
from paraph.emulator.store import Event, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.emulator.duo.sample_data.people import Company, Person
    from paraph.emulator.duo.state import DuoState

NOWHERE = to_json({"ip": None, "key": None, "location": {"city": None, "country": None, "state": None}, "name": None})
AGENT = to_json('{"user_agent": "DuoCredProv/5.2 (Windows)", "hostname": "WS%d", "factor": "duo_otp"}')
LATER = 25_000
"""Milliseconds until a passcode of a text message is entered."""


class Login(NamedTuple):
    """The members of an authentication record: factor, result, reason, and device (``phone``, ``token`` or none)."""

    factor: str
    result: str
    reason: str
    device: str = "phone"


LOGINS = {
    "push": Login("duo_push", "success", "user_approved"),
    "push denied": Login("duo_push", "denied", "user_mistake"),
    "push timeout": Login("duo_push", "denied", "no_response"),
    "fraud": Login("duo_push", "fraud", "user_marked_fraud"),
    "call": Login("phone_call", "success", "user_approved"),
    "call timeout": Login("phone_call", "denied", "call_timed_out"),
    "mobile passcode": Login("duo_mobile_passcode", "success", "valid_passcode"),
    "wrong passcode": Login("passcode", "denied", "invalid_passcode", ""),
    "token": Login("hardware_token", "success", "valid_passcode", "token"),
    "bypass code": Login("bypass_code", "success", "valid_passcode", ""),
    "webauthn": Login("WebAuthn Credential", "success", "user_approved", ""),
    "remembered": Login("remembered_device", "success", "remembered_device", ""),
    "policy": Login("not_available", "denied", "denied_by_policy", ""),
    "locked out": Login("not_available", "denied", "locked_out", ""),
}
REFRESH = Login("sms_refresh", "denied", "")
TEXTED = Login("sms_passcode", "success", "valid_passcode")


class Writer:
    """Writes the records of stories."""

    def __init__(self, state: DuoState, company: Company) -> None:
        self._state, self._company, self._chance = state, company, state.chance
        self._minute, self._prefix = -1, ""

    def story(self, name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a story, each with the name of its log."""
        return STORY_WRITERS.get(name, Writer.login)(self, name, time, person)

    def iso(self, time: int) -> str:
        """Format a time as the newer logs have it; the part before the seconds is made once a minute."""
        minute, rest = divmod(time, 60_000)
        if minute != self._minute:
            self._minute, self._prefix = minute, f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%M:}"
        return f"{self._prefix}{rest // 1000:02}.{rest % 1000:03}000+00:00"

    def authentication(self, time: int, person: Person, login: Login) -> tuple[str, Event]:
        """Return the record of a login."""
        key, draw = self._state.new_uuid(), self._chance.random()
        application = self._company.applications[int(draw * draw * len(self._company.applications))]
        computer = person.computers[int(draw * 100) % len(person.computers)]
        device = person.phone if login.device == "phone" else person.token if login.device else NOWHERE
        reason = f'"{login.reason}"' if login.reason else "null"
        if login.result == "success":
            person.last_login = time // 1000
        record = (
            f'{{"access_device":{computer},"alias":"","application":{application},"auth_device":{device},'
            f'"email":{person.email},"event_type":"authentication","factor":"{login.factor}","isotimestamp":"{self.iso(time)}",'
            f'"ood_software":null,"reason":{reason},"result":"{login.result}","timestamp":{time // 1000},'
            f'"trusted_endpoint_status":"{"trusted" if draw < 0.7 else "not trusted"}","txid":"{key}","user":{person.user}}}'
        )
        return "authentication", Event(time, key, record.encode())

    def telephony(self, time: int, person: Person, kind: str, txid: str) -> tuple[str, Event]:
        """Return the record of a message or call."""
        key = self._state.new_uuid()
        record = (
            f'{{"context":"authentication","credits":{1 if kind == "sms" else 2},"phone":"{person.number}",'
            f'"telephony_id":"{key}","ts":"{self.iso(time)}","txid":"{txid}","type":"{kind}"}}'
        )
        return "telephony", Event(time, key, record.encode())

    def administrator(self, time: int, key: str, action: str, by: str, name: str, details: str) -> tuple[str, Event]:
        """Return the record of an administrator's action."""
        record = (
            f'{{"action":"{action}","description":{details},"isotimestamp":"{self.iso(time)[:19]}+00:00","object":{name},'
            f'"timestamp":{time // 1000},"username":{by}}}'
        )
        return "administrator", Event(time, key, record.encode())

    def activity(self, time: int, key: str, action: str, actor: str, target: str, person: Person) -> tuple[str, Event]:
        """Return a record of the activity log, for actions of administrators and users."""
        entry = decode(person.computers[0].encode())
        device = {name: entry[name] for name in ("browser", "browser_version", "epkey", "location", "os", "os_version")}
        record = (
            f'{{"access_device":{to_json({**device, "ip": {"address": entry["ip"]}})},"action":{{"details":null,"name":"{action}"}},'
            f'"activity_id":"{key}","actor":{actor},"akey":"{ACCOUNT_NAME}","application":null,"old_target":null,'
            f'"outcome":{{"result":"SUCCESS"}},"target":{target},"ts":"{self.iso(time)}"}}'
        )
        return "activity", Event(time, key, record.encode())

    # Stories

    def login(self, name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a login, successful or not."""
        yield self.authentication(time, person, LOGINS[name])

    def fraud(self, name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a login that its user reports as fraud."""
        yield (details := self.authentication(time, person, LOGINS[name]))
        key = self._state.new_id("SE")
        yield (
            "trust_monitor",
            Event(time, key, to_json(trust_event(key, "auth", time, fraud_event(details[1].record))).encode()),
        )

    def call(self, name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a phone call."""
        yield (details := self.authentication(time, person, LOGINS[name]))
        yield self.telephony(time, person, "phone", details[1].id)

    def sms(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of passcodes by text message, and of the use of one."""
        yield (details := self.authentication(time, person, REFRESH))
        yield self.telephony(time, person, "sms", details[1].id)
        yield self.authentication(min(time + LATER, self._state.milliseconds()), person, TEXTED)

    def change(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a change by an administrator or a program."""
        action, kind = self._chance.choice(CHANGES)
        key, name = self._chance.choice(self._company.names.get(kind) or self._company.names["policy"])
        details = {"name": name} if action.endswith("_update") else None
        by = BY_API if self._chance.random() < 0.3 else ""
        yield from self.admin_action(time, action, (key, name), details, person, by)

    def bypass(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of an administrator who lets a user bypass the second factor."""
        whom, by = (person.body["user_id"], person.name), self._company.admins[1]
        yield from self.admin_action(time, "user_update", whom, {"status": "bypass"}, person, "", by)
        key = self._state.new_id("SE")
        members = {
            "bypass_status_enabled": time,
            "enabled_by": {"key": by[0], "name": by[1]},
            "enabled_for": {"key": whom[0], "name": whom[1]},
        }
        yield "trust_monitor", Event(time, key, to_json(trust_event(key, "bypass_status", time, members)).encode())

    def admin_login(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of an administrator's login."""
        details = {"factor": "push", "primary_auth_method": "Password"}
        yield from self.admin_action(time, "admin_login", None, details, person, "")

    def admin_action(
        self, time: int, action: str, target: tuple[str, str] | None, details: dict[str, str] | None, person: Person,
        by: str, admin: tuple[str, str] | None = None,
    ) -> Iterator[tuple[str, Event]]:  # fmt: skip
        """Yield the records of an administrator's action in both logs; without a target, it concerns themselves."""
        admin = admin or self._chance.choice(self._company.admins)
        key, content = self._state.new_uuid(), None if details is None else to_json(details)
        visible = to_json(target[1]) if target else "null"
        yield self.administrator(time, key, action, to_json(by or admin[1]), visible, to_json(content))
        kind = action.rpartition("_")[0]
        actor = {"key": admin[0], "name": admin[1], "type": "admin", "details": None}
        to = {"key": (target or admin)[0], "name": (target or admin)[1], "type": kind, "details": content}
        yield self.activity(time, key, action, to_json(actor), to_json(to), person)

    def self_service(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of a user who adds a device."""
        key, device = self._state.new_uuid(), self._state.new_id("WA")
        actor = {"key": person.body["user_id"], "name": person.name, "type": "user", "details": None}
        target = {"key": device, "name": device, "type": "webauthn_credential", "details": None}
        yield self.activity(time, key, "webauthncredential_create", to_json(actor), to_json(target), person)

    def offline(self, _name: str, time: int, person: Person) -> Iterator[tuple[str, Event]]:
        """Yield the records of offline access to a computer."""
        key, number = self._state.new_uuid(), self._chance.randrange(100)
        record = (
            f'{{"action":"o2fa_user_provisioned","description":{AGENT % number},"isotimestamp":"{self.iso(time)[:19]}+00:00",'
            f'"object":"Windows Logon","timestamp":{time // 1000},"username":{to_json(person.name)}}}'
        )
        yield "offline_enrollment", Event(time, key, record.encode())


STORY_WRITERS: dict[str, Callable[[Writer, str, int, Person], Iterator[tuple[str, Event]]]] = {
    "fraud": Writer.fraud, "call": Writer.call, "call timeout": Writer.call, "sms": Writer.sms, "change": Writer.change,
    "bypass": Writer.bypass, "admin login": Writer.admin_login, "self-service": Writer.self_service, "offline": Writer.offline,
}  # fmt: skip
"""Methods for the stories that are not a simple login."""
