"""Keys, tokens and passwords in an answer: nothing of the kind is a shop's to say."""

from __future__ import annotations

from appliance.core.schemas import Decision, Verdict
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

_KINDS = ("access key", "password")


class CredentialScanner:
    """Blocks an answer that holds a secret, by the recognisers that also keep secrets out of logs."""

    name = "credentials"

    def scan(self, text: Text) -> Verdict:
        found = next((finding for finding in text.personal if finding.kind in _KINDS), None)
        if found is None:
            return passed(self.name)
        return Verdict(
            decision=Decision.BLOCK,
            scanner=self.name,
            reason=f"It holds a secret ({found.kind}).",
            score=1.0,
            threshold=1.0,
            span=text.span(*found.span),
        )
