"""Pages of institutions, accounts and invitations."""
