"""The records of Duo's APIs, as dictionaries with typed members.

Members that the catalogue does not know are there too: nothing that a server sends is dropped. Generated from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict


class AccessDevice(TypedDict):
    """Access device."""

    browser: NotRequired[str | None]
    browser_version: NotRequired[str | None]
    epkey: NotRequired[str | None]
    flash_version: NotRequired[str | None]
    hostname: NotRequired[str | None]
    ip: NotRequired[str | None]
    is_encryption_enabled: NotRequired[Any]
    is_firewall_enabled: NotRequired[Any]
    is_password_set: NotRequired[Any]
    java_version: NotRequired[str | None]
    location: NotRequired[Location]
    os: NotRequired[str | None]
    os_version: NotRequired[str | None]
    security_agents: NotRequired[Any]


class Activation(TypedDict):
    """Activation."""

    activation_barcode: NotRequired[str]
    activation_url: NotRequired[str]
    activation_msg: NotRequired[str]
    installation_msg: NotRequired[str]
    installation_url: NotRequired[str]
    valid_secs: int


class Activity(TypedDict):
    """details is JSON inside a text, or null."""

    activity_id: str
    ts: str
    akey: str
    action: ActivityAction | str
    actor: ActivityParty
    target: ActivityParty
    old_target: NotRequired[dict[str, Any] | None]
    outcome: NotRequired[ActivityOutcome | None]
    application: NotRequired[ActivityApplication | None]
    access_device: NotRequired[ActivityAccessDevice | None]


class ActivityAccessDevice(TypedDict):
    """Activity access device."""

    browser: NotRequired[str | None]
    browser_version: NotRequired[str | None]
    epkey: NotRequired[str | None]
    ip: NotRequired[ActivityAccessDeviceIp]
    location: NotRequired[Location]
    os: NotRequired[str | None]
    os_version: NotRequired[str | None]


class ActivityAccessDeviceIp(TypedDict):
    """Activity access device ip."""

    address: str | None


class ActivityAction(TypedDict):
    """Activity action."""

    name: str
    details: NotRequired[str | None]


class ActivityApplication(TypedDict):
    """Activity application."""

    key: str | None
    name: str | None
    type: str | None


class ActivityOutcome(TypedDict):
    """Activity outcome."""

    result: str


class ActivityParty(TypedDict):
    """Activity party."""

    key: str | None
    name: str | None
    type: str | None
    details: NotRequired[str | None]


class Admin(TypedDict):
    """The activation members stand in the answer to a creation."""

    admin_id: str
    name: str
    email: str
    phone: str | None
    role: str
    subaccount_role: NotRequired[str | None]
    status: str
    restricted_by_admin_units: bool
    admin_units: list[str]
    password_change_required: bool
    hardtoken: dict[str, Any] | None
    created: int | None
    last_login: int | None
    activation_url: NotRequired[str]
    activation_url_expires: NotRequired[int]


class AdminActivation(TypedDict):
    """Admin activation."""

    admin_activation_id: str
    admin_role: NotRequired[str]
    code: NotRequired[str]
    email: str
    email_sent: NotRequired[int]
    expires: int
    link: NotRequired[str]
    message: NotRequired[str]
    subject: NotRequired[str]
    valid_days: NotRequired[int]


class AdminActivationLink(TypedDict):
    """Admin activation link."""

    admin_id: NotRequired[str]
    link: NotRequired[str]
    expires: NotRequired[int]


class AdminPasswordManagement(TypedDict):
    """Admin password management."""

    admin_id: str
    has_external_password_mgmt: bool


class AdministrativeUnit(TypedDict):
    """admins, groups and integrations are shown when one unit is read."""

    admin_unit_id: str
    name: str
    description: str
    restrict_by_groups: bool
    restrict_by_integrations: bool
    admins: NotRequired[list[str]]
    groups: NotRequired[list[str]]
    integrations: NotRequired[list[str]]


class AdministratorLog(TypedDict):
    """description is JSON inside a text, plain text, or null."""

    timestamp: int
    isotimestamp: str
    username: str
    action: str
    object: str | None
    description: str | None


class AdminsSyncFromDirectory(TypedDict):
    """Admins sync from directory."""

    message: NotRequired[str]
    admin: NotRequired[Admin]


class AllowedAdminAuthMethods(TypedDict):
    """Allowed admin auth methods."""

    hardware_token_enabled: bool
    mobile_otp_enabled: bool
    push_enabled: bool
    sms_enabled: bool
    verified_push_enabled: bool
    verified_push_length: int | None
    voice_enabled: bool
    webauthn_enabled: bool
    yubikey_enabled: bool


class AttemptCounts(TypedDict):
    """Attempt counts."""

    ERROR: int
    FAILURE: int
    FRAUD: int
    SUCCESS: int


class AuthResult(TypedDict):
    """Auth result."""

    result: str
    status: str
    status_msg: str
    trusted_device_token: NotRequired[str]


class AuthStatus(TypedDict):
    """Auth status."""

    result: str
    status: str
    status_msg: str
    trusted_device_token: NotRequired[str]


class AuthStatusV1(TypedDict):
    """Without result the authentication goes on."""

    result: NotRequired[str]
    status: str


class AuthV1(TypedDict):
    """Auth v1."""

    result: NotRequired[str]
    status: NotRequired[str]
    txid: NotRequired[str]


class AuthenticationLog(TypedDict):
    """Authentication log."""

    txid: str
    timestamp: int
    isotimestamp: str
    event_type: str | None
    factor: str | None
    result: str
    reason: str | None
    alias: NotRequired[str]
    email: NotRequired[str | None]
    ood_software: NotRequired[str | None]
    trusted_endpoint_status: NotRequired[str | None]
    user: AuthenticationLogUser
    application: NamedKey
    auth_device: AuthenticationLogAuthDevice
    access_device: AccessDevice


class AuthenticationLogAuthDevice(TypedDict):
    """Authentication log auth device."""

    ip: NotRequired[str | None]
    key: NotRequired[str | None]
    name: NotRequired[str | None]
    location: NotRequired[Location]


class AuthenticationLogMetadata(TypedDict):
    """next_offset goes back as two parameters of that name, or as one with a comma."""

    next_offset: NotRequired[list[str] | str | None]
    total_objects: NotRequired[int]


class AuthenticationLogUser(TypedDict):
    """Authentication log user."""

    key: str | None
    name: str | None
    groups: NotRequired[list[str]]


class AuthenticationLogV1(TypedDict):
    """Authentication log v1."""

    timestamp: int
    isotimestamp: str
    username: str
    factor: str
    result: str
    reason: str
    ip: str
    new_enrollment: bool
    integration: str
    device: NotRequired[str]
    location: NotRequired[Location]
    alias: NotRequired[str]
    email: NotRequired[str]
    access_device: NotRequired[dict[str, Any]]


class Branding(TypedDict):
    """Branding."""

    background_img: NotRequired[str | None]
    card_accent_color: NotRequired[str | None]
    logo: NotRequired[str | None]
    page_background_color: NotRequired[str | None]
    powered_by_duo: NotRequired[bool]
    sso_custom_username_label: NotRequired[str | None]


class BrandingDraft(TypedDict):
    """Branding draft."""

    background_img: NotRequired[str | None]
    card_accent_color: NotRequired[str | None]
    logo: NotRequired[str | None]
    page_background_color: NotRequired[str | None]
    powered_by_duo: NotRequired[bool]
    sso_custom_username_label: NotRequired[str | None]
    user_ids: NotRequired[list[str]]


class BulkRunOperations(TypedDict):
    """Bulk run operations."""

    method: Literal["POST", "DELETE"]
    path: str
    body: NotRequired[Mapping[str, Any]]


class BypassCode(TypedDict):
    """About a code; the code itself is shown once, when it is made."""

    bypass_code_id: str
    admin_email: str | None
    created: int
    expiration: int | None
    reuse_count: int | None
    user: NotRequired[UserSummary]


class ChildAccount(TypedDict):
    """Child account."""

    account_id: str
    api_hostname: str
    name: str


class ClientSecret(TypedDict):
    """Client secret."""

    client_id: NotRequired[str]
    client_secret: str


class CustomMessaging(TypedDict):
    """Custom messaging."""

    help_links: NotRequired[Any]
    help_text: NotRequired[str]
    locale: NotRequired[str]


class DesktopAuthenticator(TypedDict):
    """Desktop authenticator."""

    dakey: str


class DesktopToken(TypedDict):
    """Desktop token."""

    desktoptoken_id: str
    name: str
    platform: str
    type: str
    users: NotRequired[list[UserSummary]]


class DeviceCache(TypedDict):
    """Device cache."""

    cache_key: str
    status: NotRequired[str]


class DeviceCachePage(TypedDict):
    """The metadata of the page lie beside its records."""

    devices_retrieved: list[dict[str, Any]]
    total_objects: NotRequired[int]
    prev_offset: NotRequired[int | None]
    next_offset: NotRequired[int]


class Edition(TypedDict):
    """Edition."""

    edition: str


class EffectivePolicy(TypedDict):
    """Effective policy."""

    policy_elements: Any
    sections: Any


class Endpoint(TypedDict):
    """Endpoint."""

    epkey: str
    username: str | None
    email: str | None
    type: str
    model: str
    device_name: NotRequired[str | None]
    os_family: str
    os_version: str | None
    os_build: NotRequired[str | None]
    browsers: list[EndpointBrowsers] | None
    trusted_endpoint: NotRequired[str]
    disk_encryption_status: NotRequired[str]
    firewall_status: NotRequired[str]
    password_status: NotRequired[str]
    security_agents: NotRequired[list[SecurityAgent] | None]
    health_app_client_version: NotRequired[str | None]
    last_updated: NotRequired[int]
    hardware_uuid: NotRequired[str | None]
    machine_guid: NotRequired[str | None]
    computer_sid: NotRequired[str | None]
    domain_sid: NotRequired[str | None]
    cpu_id: NotRequired[str | None]
    device_udid: NotRequired[str | None]
    device_id: NotRequired[str | None]


class EndpointBrowsers(TypedDict):
    """Endpoint browsers."""

    browser_family: str
    browser_version: NotRequired[str | None]
    flash_version: NotRequired[str | None]
    java_version: NotRequired[str | None]
    last_used: NotRequired[int | None]


class Enrollment(TypedDict):
    """Enrollment."""

    activation_barcode: str
    activation_code: str
    activation_url: NotRequired[str]
    bypass_codes: NotRequired[list[str]]
    expiration: int
    user_id: str
    username: str


class Failure(TypedDict):
    """What stands in the place of an answer; rare errors have no code."""

    stat: Any
    code: NotRequired[int]
    message: str
    message_detail: NotRequired[str]


class Group(TypedDict):
    """The flags are left over from earlier and always false."""

    group_id: str
    name: str
    desc: str
    status: str
    push_enabled: NotRequired[bool]
    sms_enabled: NotRequired[bool]
    voice_enabled: NotRequired[bool]
    mobile_otp_enabled: NotRequired[bool]


class GroupMember(TypedDict):
    """Group member."""

    user_id: str
    username: str


class GroupWithUsers(TypedDict):
    """Group with users."""

    group_id: str
    name: str
    desc: str
    status: str
    push_enabled: NotRequired[bool]
    sms_enabled: NotRequired[bool]
    voice_enabled: NotRequired[bool]
    mobile_otp_enabled: NotRequired[bool]
    users: list[GroupMember]


class IdentityVerification(TypedDict):
    """Identity verification."""

    inquiry_id: NotRequired[str]
    status: NotRequired[str]


class InfoSummary(TypedDict):
    """Info summary."""

    admin_count: int
    integration_count: int
    telephony_credits_remaining: int
    user_count: int
    user_pending_deletion_count: int


class Integration(TypedDict):
    """The adminapi_ members stand in applications of the type adminapi; sso came with v2, user_access with v3."""

    integration_key: str
    name: str
    type: str
    secret_key: NotRequired[str]
    notes: NotRequired[str]
    greeting: NotRequired[str]
    enroll_policy: NotRequired[str]
    username_normalization_policy: NotRequired[str]
    self_service_allowed: NotRequired[int | bool]
    groups_allowed: NotRequired[list[str]]
    networks_for_api_access: NotRequired[str | None]
    ip_whitelist: NotRequired[list[str]]
    ip_whitelist_enroll_policy: NotRequired[str | None]
    trusted_device_days: NotRequired[int]
    policy_key: NotRequired[str | None]
    frameless_auth_prompt_enabled: NotRequired[int]
    prompt_v4_enabled: NotRequired[int]
    user_access: NotRequired[str]
    sso: NotRequired[dict[str, Any]]
    adminapi_admins: NotRequired[int]
    adminapi_admins_read: NotRequired[int]
    adminapi_allow_to_set_permissions: NotRequired[int]
    adminapi_info: NotRequired[int]
    adminapi_integrations: NotRequired[int]
    adminapi_read_log: NotRequired[int]
    adminapi_read_resource: NotRequired[int]
    adminapi_settings: NotRequired[int]
    adminapi_write_resource: NotRequired[int]


class Location(TypedDict):
    """Location."""

    city: NotRequired[str | None]
    state: NotRequired[str | None]
    country: NotRequired[str | None]


class LogMetadata(TypedDict):
    """next_offset goes back as it came."""

    next_offset: NotRequired[str | None]
    total_objects: NotRequired[int | LogMetadataTotalObjects]


class LogMetadataTotalObjects(TypedDict):
    """Log metadata total objects."""

    relation: str
    value: int


class Metadata(TypedDict):
    """Where a page stands in its list; without next_offset it is the last."""

    total_objects: int
    prev_offset: NotRequired[int | None]
    next_offset: NotRequired[int]


class NamedKey(TypedDict):
    """Named key."""

    key: str | None
    name: str | None


class OfflineEnrollmentLog(TypedDict):
    """Offline enrollment log."""

    timestamp: int
    isotimestamp: str
    username: str
    action: str
    object: str | None
    description: str | None


class PassportConfig(TypedDict):
    """Passport config."""

    enabled_status: str
    enabled_groups: list[PassportGroup]
    disabled_groups: list[PassportGroup]
    custom_supported_browsers: NotRequired[PassportConfigCustomSupportedBrowsers]


class PassportConfigCustomSupportedBrowsers(TypedDict):
    """Passport config custom supported browsers."""

    macos: NotRequired[list[Any]]
    windows: NotRequired[list[Any]]


class PassportGroup(TypedDict):
    """Passport group."""

    group_id: str
    group_name: str


class PassportUpdateCustomSupportedBrowsers(TypedDict):
    """Passport update custom supported browsers."""

    macos: NotRequired[Sequence[Any]]
    windows: NotRequired[Sequence[Any]]


class Phone(TypedDict):
    """In the record of a user it has no users; encrypted and the three after it are empty where the platform does not tell."""

    phone_id: str
    number: str
    extension: str
    name: str
    type: str
    platform: str
    model: str
    activated: bool
    capabilities: list[str]
    sms_passcodes_sent: bool
    predelay: str | None
    postdelay: str | None
    encrypted: str
    fingerprint: str
    screenlock: str
    tampered: str
    last_seen: str
    users: NotRequired[list[UserSummary]]


class PoliciesCopy(TypedDict):
    """Policies copy."""

    policies: list[Policy]


class PoliciesCreateApplyToGroupsInApps(TypedDict):
    """Policies create apply to groups in apps."""

    apply_group_policies_list: NotRequired[Sequence[Mapping[str, Any]]]


class PoliciesUpdateApplyToGroupsInApps(TypedDict):
    """Policies update apply to groups in apps."""

    apply_group_policies_list: NotRequired[Sequence[Mapping[str, Any]]]


class PoliciesUpdateManyPoliciesToUpdate(TypedDict):
    """Policies update many policies to update."""

    edit_all_policies: NotRequired[bool]
    edit_list: NotRequired[Sequence[str]]


class PoliciesUpdateManyPolicyChanges(TypedDict):
    """Policies update many policy changes."""

    sections: NotRequired[Mapping[str, Any] | str]
    sections_to_delete: NotRequired[Sequence[str]]


class Policy(TypedDict):
    """Policy."""

    policy_key: str
    policy_name: str
    is_global_policy: bool
    sections: dict[str, Any]


class PolicySummary(TypedDict):
    """Policy summary."""

    policies: list[PolicySummaryPolicies]
    policy_count: NotRequired[int]
    response_is_truncated: NotRequired[bool]


class PolicySummaryPolicies(TypedDict):
    """Policy summary policies."""

    policy_key: str
    policy_name: str
    policy_applies_to: list[Any]


class Preauth(TypedDict):
    """devices come with auth, enroll_portal_url with enroll, txid and verification_code with verified push, prompt with text_prompt."""

    result: str
    status_msg: str
    devices: NotRequired[list[PreauthDevice]]
    enroll_portal_url: NotRequired[str]
    txid: NotRequired[str]
    verification_code: NotRequired[str]
    expiration: NotRequired[int]
    prompt: NotRequired[PreauthPrompt]


class PreauthDevice(TypedDict):
    """Preauth device."""

    device: str
    type: str
    name: NotRequired[str]
    display_name: NotRequired[str]
    number: NotRequired[str]
    capabilities: NotRequired[list[str]]
    sms_nextcode: NotRequired[str]


class PreauthPrompt(TypedDict):
    """Preauth prompt."""

    text: str
    factors: dict[str, Any]


class PreauthV1(TypedDict):
    """Preauth v1."""

    result: str
    status: NotRequired[str]
    factors: NotRequired[dict[str, Any]]
    prompt: NotRequired[str]


class RegisteredDevice(TypedDict):
    """Registered device."""

    compkey: str


class SecretKey(TypedDict):
    """Secret key."""

    integration_key: NotRequired[str]
    secret_key: str


class SecurityAgent(TypedDict):
    """Security agent."""

    security_agent: NotRequired[str]
    version: NotRequired[str | None]


class ServerTime(TypedDict):
    """Server time."""

    time: int


class Settings(TypedDict):
    """Settings."""

    name: str
    caller_id: NotRequired[str | None]
    duo_mobile_otp_type: NotRequired[str]
    email_activity_notification_enabled: bool
    enrollment_universal_prompt_enabled: bool
    fraud_email: NotRequired[str | None]
    fraud_email_enabled: NotRequired[bool]
    global_ssp_policy_enforced: NotRequired[bool]
    helpdesk_bypass: NotRequired[str]
    helpdesk_bypass_expiration: NotRequired[int]
    helpdesk_can_send_enroll_email: NotRequired[bool]
    helpdesk_message: NotRequired[str | None]
    inactive_user_expiration: int
    keypress_confirm: NotRequired[str]
    keypress_fraud: NotRequired[str]
    language: NotRequired[str]
    lockout_expire_duration: int | None
    lockout_threshold: int
    log_retention_days: int
    minimum_password_length: int
    password_requires_lower_alpha: bool
    password_requires_numeric: bool
    password_requires_special: bool
    password_requires_upper_alpha: bool
    pending_deletion_days: int
    push_activity_notification_enabled: bool
    security_checkup_enabled: bool
    sms_batch: int
    sms_expiration: int
    sms_message: str
    sms_refresh: bool
    telephony_warning_min: int
    timezone: NotRequired[str]
    unenrolled_user_lockout_threshold: int
    user_managers_can_put_users_in_bypass: bool
    user_telephony_cost_max: NotRequired[int]


class SharedDeviceAuth(TypedDict):
    """Shared device auth."""

    shared_device_key: str
    active: NotRequired[bool]
    name: NotRequired[str]
    group_id_list: NotRequired[list[str]]
    trusted_endpoint_integration_id_list: NotRequired[list[str]]


class SmsActivation(TypedDict):
    """Sms activation."""

    activation_msg: NotRequired[str]
    installation_msg: NotRequired[str]
    valid_secs: NotRequired[int]


class TelephonyCredits(TypedDict):
    """Telephony credits."""

    credits: int


class TelephonyCreditsUsed(TypedDict):
    """Telephony credits used."""

    telephony_credits_used: int


class TelephonyLog(TypedDict):
    """Telephony log."""

    telephony_id: str
    ts: str
    txid: str
    context: str
    type: str
    phone: str
    credits: int


class TelephonyLogV1(TypedDict):
    """Telephony log v1."""

    timestamp: int
    isotimestamp: str
    context: str
    type: str
    phone: str
    credits: int


class Token(TypedDict):
    """In the record of a user it has neither users nor admins."""

    token_id: str
    type: str
    serial: str
    totp_step: int | None
    users: NotRequired[list[UserSummary]]
    admins: NotRequired[list[Admin]]


class Transaction(TypedDict):
    """Transaction."""

    txid: str


class TrustMonitorEvent(TypedDict):
    """Times are milliseconds; what comes after triage_event_uri depends on the type."""

    sekey: str
    type: str
    surfaced_timestamp: int
    state: str | None
    state_updated_timestamp: NotRequired[int | None]
    triaged_as_interesting: bool
    priority_event: NotRequired[bool]
    priority_reasons: NotRequired[list[TrustMonitorEventPriorityReasons]]
    triage_event_uri: NotRequired[str]
    explanations: NotRequired[list[TrustMonitorEventExplanations]]
    from_common_netblock: NotRequired[bool | None]
    from_new_user: NotRequired[bool | None]
    low_risk_ip: NotRequired[bool | None]
    surfaced_auth: NotRequired[AuthenticationLog | None]
    bypass_status_enabled: NotRequired[int]
    enabled_by: NotRequired[NamedKey]
    enabled_for: NotRequired[NamedKey]


class TrustMonitorEventExplanations(TypedDict):
    """Trust monitor event explanations."""

    summary: NotRequired[str]
    type: NotRequired[str]


class TrustMonitorEventPriorityReasons(TypedDict):
    """Trust monitor event priority reasons."""

    label: NotRequired[str]
    type: NotRequired[str]


class TrustMonitorMetadata(TypedDict):
    """next_offset goes back as the parameter offset."""

    next_offset: NotRequired[str | None]


class U2FToken(TypedDict):
    """U2 ftoken."""

    registration_id: str
    date_added: NotRequired[int]
    user: NotRequired[UserSummary]


class User(TypedDict):
    """User."""

    user_id: str
    username: str
    alias1: str | None
    alias2: str | None
    alias3: str | None
    alias4: str | None
    aliases: dict[str, Any]
    realname: str | None
    firstname: str | None
    lastname: str | None
    email: str
    status: str
    notes: str
    created: int
    last_login: int | None
    last_directory_sync: int | None
    is_enrolled: bool
    enable_auto_prompt: bool
    external_id: NotRequired[str | None]
    lockout_reason: NotRequired[str | None]
    custom_attributes: NotRequired[dict[str, Any]]
    groups: list[Group]
    phones: list[Phone]
    tokens: list[Token]
    u2ftokens: list[U2FToken]
    webauthncredentials: list[WebAuthnCredential]
    desktoptokens: NotRequired[list[DesktopToken]]
    desktop_authenticators: NotRequired[list[DesktopAuthenticator]]


class UserSummary(TypedDict):
    """A user as other records show it, without what is attached."""

    user_id: str
    username: str
    alias1: str | None
    alias2: str | None
    alias3: str | None
    alias4: str | None
    aliases: dict[str, Any]
    realname: str | None
    firstname: str | None
    lastname: str | None
    email: str
    status: str
    notes: str
    created: int
    last_login: int | None
    last_directory_sync: int | None
    is_enrolled: bool
    enable_auto_prompt: bool
    external_id: NotRequired[str | None]
    lockout_reason: NotRequired[str | None]
    custom_attributes: NotRequired[dict[str, Any]]


class UsersBulkCreateUsers(TypedDict):
    """Users bulk create users."""

    username: str
    realname: NotRequired[str]
    email: NotRequired[str]
    status: NotRequired[Literal["active", "bypass", "disabled"]]
    notes: NotRequired[str]
    firstname: NotRequired[str]
    lastname: NotRequired[str]


class UsersSyncFromDirectory(TypedDict):
    """Users sync from directory."""

    message: NotRequired[str]
    user: NotRequired[User]


class VerificationPush(TypedDict):
    """Verification push."""

    push_id: str
    result: NotRequired[str]


class WebAuthnCredential(TypedDict):
    """Web authn credential."""

    credential_name: str
    date_added: int
    label: str
    webauthnkey: str
    user: NotRequired[UserSummary | None]
    admin: NotRequired[Admin | None]
