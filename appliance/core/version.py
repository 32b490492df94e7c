"""The version of the product, in a frozen build too; a test holds it to pyproject.toml."""

VERSION = "0.1.0"
