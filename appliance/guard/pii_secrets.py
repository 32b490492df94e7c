"""Secrets that must reach neither a log nor a customer: keys of known services, private keys, passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_KEYS = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{16,}|\bsw_[A-Za-z0-9_-]{16,}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}"
    r"|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[A-Za-z0-9_-]{30,}"
    r"|\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b|\bhf_[A-Za-z0-9]{30,}|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
)
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[\s\S]{0,8000}?-----END [A-Z ]{0,20}PRIVATE KEY-----)?"
)
_BEARER = re.compile(r"(?i)\bbearer\s+([A-Za-z0-9._~+/-]{16,}=*)")
_IS = r"\s*(?:(?:is|was|ist|es|est|是)\b\s*:?|[:=：])\s*[\"'“]?"
_PASSWORD = re.compile(
    r"(?i)\b(?:password|passwd|passcode|passphrase|passwort|kennwort|contraseña|mot de passe|密码"
    r"|api[ _-]?key|secret[ _-]?key|access[ _-]?token)"
    + _IS
    + r"((?=[^\s\"'”]*\d)[^\s\"'”,;]{3,64}[^\s\"'”,;.?!])"
)
_PIN = re.compile(r"(?i)\b(?:pin(?: code| number)?|cvv|cvc)" + _IS + r"(\d{3,8})\b(?![\w.-])")


def access_keys(text: str, _region: str) -> Iterator[Span]:
    """Keys by the prefixes their services give them, JSON web tokens and PEM private keys."""
    for pattern in (_KEYS, _PRIVATE_KEY):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span(1) for match in _BEARER.finditer(text))


def passwords(text: str, _region: str) -> Iterator[Span]:
    """What follows the word password, PIN or API key, when it holds a digit as such things do."""
    for pattern in (_PASSWORD, _PIN):
        yield from (match.span(1) for match in pattern.finditer(text))
