"""Phones, hardware tokens, registered devices and device caches."""
