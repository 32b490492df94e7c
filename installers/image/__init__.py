"""Makes the service's container image from Debian packages and wheels: no daemon, no registry."""
