"""The base of every record that crosses the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of all wire records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
