"""The vocabulary everything else shares: records, errors, ports, settings, paths. Imports nothing of ours."""
