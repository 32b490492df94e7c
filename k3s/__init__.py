"""The K3s binary wrapped: preflight, install, run, back up, remove."""
