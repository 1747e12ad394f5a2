"""Logs as functions that take the call to make."""

from paraph.compat.duo_client.logs.telephony import Telephony

__all__ = ["Telephony"]
