"""The service: everything the box does, without Qt."""
