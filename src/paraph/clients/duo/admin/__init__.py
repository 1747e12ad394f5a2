"""The calls of Duo's Admin API, in groups. Generated from the catalogue."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from paraph.clients.client import AsyncClient, Client

if TYPE_CHECKING:
    from paraph.clients.duo.admin.administrative_units import AdministrativeUnits, AsyncAdministrativeUnits
    from paraph.clients.duo.admin.admins import Admins, AsyncAdmins
    from paraph.clients.duo.admin.billing import AsyncBilling, Billing
    from paraph.clients.duo.admin.branding import AsyncBranding, Branding
    from paraph.clients.duo.admin.bulk import AsyncBulk, Bulk
    from paraph.clients.duo.admin.bypass_codes import AsyncBypassCodes, BypassCodes
    from paraph.clients.duo.admin.desktop_authenticators import AsyncDesktopAuthenticators, DesktopAuthenticators
    from paraph.clients.duo.admin.desktoptokens import AsyncDesktoptokens, Desktoptokens
    from paraph.clients.duo.admin.endpoints import AsyncEndpoints, Endpoints
    from paraph.clients.duo.admin.groups import AsyncGroups, Groups
    from paraph.clients.duo.admin.identity_verification import AsyncIdentityVerification, IdentityVerification
    from paraph.clients.duo.admin.info import AsyncInfo, Info
    from paraph.clients.duo.admin.integrations import AsyncIntegrations, Integrations
    from paraph.clients.duo.admin.logo import AsyncLogo, Logo
    from paraph.clients.duo.admin.logs import AsyncLogs, Logs
    from paraph.clients.duo.admin.passport import AsyncPassport, Passport
    from paraph.clients.duo.admin.phones import AsyncPhones, Phones
    from paraph.clients.duo.admin.policies import AsyncPolicies, Policies
    from paraph.clients.duo.admin.registered_devices import AsyncRegisteredDevices, RegisteredDevices
    from paraph.clients.duo.admin.settings import AsyncSettings, Settings
    from paraph.clients.duo.admin.tokens import AsyncTokens, Tokens
    from paraph.clients.duo.admin.trust_monitor import AsyncTrustMonitor, TrustMonitor
    from paraph.clients.duo.admin.u2ftokens import AsyncU2ftokens, U2ftokens
    from paraph.clients.duo.admin.users import AsyncUsers, Users
    from paraph.clients.duo.admin.webauthncredentials import AsyncWebauthncredentials, Webauthncredentials


class AdminGroups(Client):
    """The groups of calls of Duo's Admin API."""

    @cached_property
    def users(self) -> Users:
        """list, create, bulk_create, bulk_restore, bulk_send_to_trash, get, update, delete, enroll, list_bypass_codes, create_bypass_codes, list_groups, add_group, remove_group, list_phones, add_phone, remove_phone, list_tokens, add_token, remove_token, list_u2ftokens, list_webauthncredentials, list_desktopauthenticators, sync_from_directory, send_verification_push, get_verification_push."""
        from paraph.clients.duo.admin.users import Users

        return Users(self)

    @cached_property
    def bulk(self) -> Bulk:
        """Run."""
        from paraph.clients.duo.admin.bulk import Bulk

        return Bulk(self)

    @cached_property
    def groups(self) -> Groups:
        """list, create, get_v1, get, list_users, update, delete."""
        from paraph.clients.duo.admin.groups import Groups

        return Groups(self)

    @cached_property
    def phones(self) -> Phones:
        """list, create, get, update, delete, create_activation_url, send_sms_activation, send_sms_installation, send_sms_passcodes."""
        from paraph.clients.duo.admin.phones import Phones

        return Phones(self)

    @cached_property
    def desktoptokens(self) -> Desktoptokens:
        """list, create, get, update, delete, activate."""
        from paraph.clients.duo.admin.desktoptokens import Desktoptokens

        return Desktoptokens(self)

    @cached_property
    def desktop_authenticators(self) -> DesktopAuthenticators:
        """list, get, delete, list_shared_device_auth, create_shared_device_auth, get_shared_device_auth, update_shared_device_auth, delete_shared_device_auth."""
        from paraph.clients.duo.admin.desktop_authenticators import DesktopAuthenticators

        return DesktopAuthenticators(self)

    @cached_property
    def tokens(self) -> Tokens:
        """list, create, get, update, resync, delete."""
        from paraph.clients.duo.admin.tokens import Tokens

        return Tokens(self)

    @cached_property
    def u2ftokens(self) -> U2ftokens:
        """list, get, delete."""
        from paraph.clients.duo.admin.u2ftokens import U2ftokens

        return U2ftokens(self)

    @cached_property
    def webauthncredentials(self) -> Webauthncredentials:
        """list, get, delete."""
        from paraph.clients.duo.admin.webauthncredentials import Webauthncredentials

        return Webauthncredentials(self)

    @cached_property
    def bypass_codes(self) -> BypassCodes:
        """list, get, delete."""
        from paraph.clients.duo.admin.bypass_codes import BypassCodes

        return BypassCodes(self)

    @cached_property
    def integrations(self) -> Integrations:
        """list, create, get, update, delete, list_v1, create_v1, get_v1, update_v1, delete_v1, list_v2, create_v2, get_v2, update_v2, delete_v2, get_secret_key, get_client_secret, reset_client_secret, get_oidc_secret, reset_oidc_secret."""
        from paraph.clients.duo.admin.integrations import Integrations

        return Integrations(self)

    @cached_property
    def policies(self) -> Policies:
        """list, create, get_global, summary, calculate, copy, update_many, get, update, delete."""
        from paraph.clients.duo.admin.policies import Policies

        return Policies(self)

    @cached_property
    def endpoints(self) -> Endpoints:
        """list, get."""
        from paraph.clients.duo.admin.endpoints import Endpoints

        return Endpoints(self)

    @cached_property
    def registered_devices(self) -> RegisteredDevices:
        """list, get, delete, list_blocked, block_many, unblock_many, get_blocked, block, unblock."""
        from paraph.clients.duo.admin.registered_devices import RegisteredDevices

        return RegisteredDevices(self)

    @cached_property
    def passport(self) -> Passport:
        """get, update."""
        from paraph.clients.duo.admin.passport import Passport

        return Passport(self)

    @cached_property
    def identity_verification(self) -> IdentityVerification:
        """start, cancel, status."""
        from paraph.clients.duo.admin.identity_verification import IdentityVerification

        return IdentityVerification(self)

    @cached_property
    def admins(self) -> Admins:
        """list, create, get, update, delete, reset, clear_inactivity, create_activation_link, delete_activation_link, email_activation_link, list_activations, create_activation, delete_activation, sync_from_directory, list_password_management, get_password_management, update_password_management, get_allowed_auth_methods, update_allowed_auth_methods."""
        from paraph.clients.duo.admin.admins import Admins

        return Admins(self)

    @cached_property
    def administrative_units(self) -> AdministrativeUnits:
        """list, create, get, update, delete, add_admin, remove_admin, add_group, remove_group, add_integration, remove_integration."""
        from paraph.clients.duo.admin.administrative_units import AdministrativeUnits

        return AdministrativeUnits(self)

    @cached_property
    def logs(self) -> Logs:
        """administrator, authentication_v1, authentication, activity, telephony_v1, telephony, offline_enrollment."""
        from paraph.clients.duo.admin.logs import Logs

        return Logs(self)

    @cached_property
    def trust_monitor(self) -> TrustMonitor:
        """Events."""
        from paraph.clients.duo.admin.trust_monitor import TrustMonitor

        return TrustMonitor(self)

    @cached_property
    def settings(self) -> Settings:
        """get, update."""
        from paraph.clients.duo.admin.settings import Settings

        return Settings(self)

    @cached_property
    def logo(self) -> Logo:
        """get, update, delete."""
        from paraph.clients.duo.admin.logo import Logo

        return Logo(self)

    @cached_property
    def branding(self) -> Branding:
        """get, update, get_draft, update_draft, add_draft_user, remove_draft_user, publish_draft, get_messaging, update_messaging."""
        from paraph.clients.duo.admin.branding import Branding

        return Branding(self)

    @cached_property
    def info(self) -> Info:
        """summary, telephony_credits_used, authentication_attempts, user_authentication_attempts."""
        from paraph.clients.duo.admin.info import Info

        return Info(self)

    @cached_property
    def billing(self) -> Billing:
        """get_edition, update_edition, get_telephony_credits, add_telephony_credits."""
        from paraph.clients.duo.admin.billing import Billing

        return Billing(self)


class AsyncAdminGroups(AsyncClient):
    """The groups of calls of Duo's Admin API, for asyncio."""

    @cached_property
    def users(self) -> AsyncUsers:
        """list, create, bulk_create, bulk_restore, bulk_send_to_trash, get, update, delete, enroll, list_bypass_codes, create_bypass_codes, list_groups, add_group, remove_group, list_phones, add_phone, remove_phone, list_tokens, add_token, remove_token, list_u2ftokens, list_webauthncredentials, list_desktopauthenticators, sync_from_directory, send_verification_push, get_verification_push."""
        from paraph.clients.duo.admin.users import AsyncUsers

        return AsyncUsers(self)

    @cached_property
    def bulk(self) -> AsyncBulk:
        """Run."""
        from paraph.clients.duo.admin.bulk import AsyncBulk

        return AsyncBulk(self)

    @cached_property
    def groups(self) -> AsyncGroups:
        """list, create, get_v1, get, list_users, update, delete."""
        from paraph.clients.duo.admin.groups import AsyncGroups

        return AsyncGroups(self)

    @cached_property
    def phones(self) -> AsyncPhones:
        """list, create, get, update, delete, create_activation_url, send_sms_activation, send_sms_installation, send_sms_passcodes."""
        from paraph.clients.duo.admin.phones import AsyncPhones

        return AsyncPhones(self)

    @cached_property
    def desktoptokens(self) -> AsyncDesktoptokens:
        """list, create, get, update, delete, activate."""
        from paraph.clients.duo.admin.desktoptokens import AsyncDesktoptokens

        return AsyncDesktoptokens(self)

    @cached_property
    def desktop_authenticators(self) -> AsyncDesktopAuthenticators:
        """list, get, delete, list_shared_device_auth, create_shared_device_auth, get_shared_device_auth, update_shared_device_auth, delete_shared_device_auth."""
        from paraph.clients.duo.admin.desktop_authenticators import AsyncDesktopAuthenticators

        return AsyncDesktopAuthenticators(self)

    @cached_property
    def tokens(self) -> AsyncTokens:
        """list, create, get, update, resync, delete."""
        from paraph.clients.duo.admin.tokens import AsyncTokens

        return AsyncTokens(self)

    @cached_property
    def u2ftokens(self) -> AsyncU2ftokens:
        """list, get, delete."""
        from paraph.clients.duo.admin.u2ftokens import AsyncU2ftokens

        return AsyncU2ftokens(self)

    @cached_property
    def webauthncredentials(self) -> AsyncWebauthncredentials:
        """list, get, delete."""
        from paraph.clients.duo.admin.webauthncredentials import AsyncWebauthncredentials

        return AsyncWebauthncredentials(self)

    @cached_property
    def bypass_codes(self) -> AsyncBypassCodes:
        """list, get, delete."""
        from paraph.clients.duo.admin.bypass_codes import AsyncBypassCodes

        return AsyncBypassCodes(self)

    @cached_property
    def integrations(self) -> AsyncIntegrations:
        """list, create, get, update, delete, list_v1, create_v1, get_v1, update_v1, delete_v1, list_v2, create_v2, get_v2, update_v2, delete_v2, get_secret_key, get_client_secret, reset_client_secret, get_oidc_secret, reset_oidc_secret."""
        from paraph.clients.duo.admin.integrations import AsyncIntegrations

        return AsyncIntegrations(self)

    @cached_property
    def policies(self) -> AsyncPolicies:
        """list, create, get_global, summary, calculate, copy, update_many, get, update, delete."""
        from paraph.clients.duo.admin.policies import AsyncPolicies

        return AsyncPolicies(self)

    @cached_property
    def endpoints(self) -> AsyncEndpoints:
        """list, get."""
        from paraph.clients.duo.admin.endpoints import AsyncEndpoints

        return AsyncEndpoints(self)

    @cached_property
    def registered_devices(self) -> AsyncRegisteredDevices:
        """list, get, delete, list_blocked, block_many, unblock_many, get_blocked, block, unblock."""
        from paraph.clients.duo.admin.registered_devices import AsyncRegisteredDevices

        return AsyncRegisteredDevices(self)

    @cached_property
    def passport(self) -> AsyncPassport:
        """get, update."""
        from paraph.clients.duo.admin.passport import AsyncPassport

        return AsyncPassport(self)

    @cached_property
    def identity_verification(self) -> AsyncIdentityVerification:
        """start, cancel, status."""
        from paraph.clients.duo.admin.identity_verification import AsyncIdentityVerification

        return AsyncIdentityVerification(self)

    @cached_property
    def admins(self) -> AsyncAdmins:
        """list, create, get, update, delete, reset, clear_inactivity, create_activation_link, delete_activation_link, email_activation_link, list_activations, create_activation, delete_activation, sync_from_directory, list_password_management, get_password_management, update_password_management, get_allowed_auth_methods, update_allowed_auth_methods."""
        from paraph.clients.duo.admin.admins import AsyncAdmins

        return AsyncAdmins(self)

    @cached_property
    def administrative_units(self) -> AsyncAdministrativeUnits:
        """list, create, get, update, delete, add_admin, remove_admin, add_group, remove_group, add_integration, remove_integration."""
        from paraph.clients.duo.admin.administrative_units import AsyncAdministrativeUnits

        return AsyncAdministrativeUnits(self)

    @cached_property
    def logs(self) -> AsyncLogs:
        """administrator, authentication_v1, authentication, activity, telephony_v1, telephony, offline_enrollment."""
        from paraph.clients.duo.admin.logs import AsyncLogs

        return AsyncLogs(self)

    @cached_property
    def trust_monitor(self) -> AsyncTrustMonitor:
        """Events."""
        from paraph.clients.duo.admin.trust_monitor import AsyncTrustMonitor

        return AsyncTrustMonitor(self)

    @cached_property
    def settings(self) -> AsyncSettings:
        """get, update."""
        from paraph.clients.duo.admin.settings import AsyncSettings

        return AsyncSettings(self)

    @cached_property
    def logo(self) -> AsyncLogo:
        """get, update, delete."""
        from paraph.clients.duo.admin.logo import AsyncLogo

        return AsyncLogo(self)

    @cached_property
    def branding(self) -> AsyncBranding:
        """get, update, get_draft, update_draft, add_draft_user, remove_draft_user, publish_draft, get_messaging, update_messaging."""
        from paraph.clients.duo.admin.branding import AsyncBranding

        return AsyncBranding(self)

    @cached_property
    def info(self) -> AsyncInfo:
        """summary, telephony_credits_used, authentication_attempts, user_authentication_attempts."""
        from paraph.clients.duo.admin.info import AsyncInfo

        return AsyncInfo(self)

    @cached_property
    def billing(self) -> AsyncBilling:
        """get_edition, update_edition, get_telephony_credits, add_telephony_credits."""
        from paraph.clients.duo.admin.billing import AsyncBilling

        return AsyncBilling(self)
