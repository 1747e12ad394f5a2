"""A local Duo: the Admin, Auth, Accounts and Device APIs over one store."""
