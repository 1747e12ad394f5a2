"""The calls of the Admin API by topic; :class:`paraph.compat.duo_client.admin.Admin` has them all."""
