"""Tokens and what they open."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from appliance.core.schemas.record import Record


class Role(StrEnum):
    """ADMIN opens the whole box, OWNER one shop, BOT only the OpenAI-shaped API of one shop's bot."""

    ADMIN = "admin"
    OWNER = "owner"
    BOT = "bot"


class Token(Record):
    """An access token without its secret. `shop` is empty for an admin."""

    id: str
    role: Role
    shop: str = ""
    label: str = ""
    created: datetime


class TokenCreate(Record):
    role: Role
    label: str = Field(default="", max_length=80)


class TokenCreated(Record):
    """A new token and its secret text, shown this once."""

    token: Token
    text: str
