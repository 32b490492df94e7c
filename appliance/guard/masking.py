"""What is personal is masked before it is indexed, and in an answer where no record states it."""

from __future__ import annotations

from appliance.core.schemas import Decision, Place, Verdict
from appliance.guard import pii
from appliance.guard.texts import Text

PLACES = (Place.DOCUMENT, Place.ANSWER)


def mask(text: Text, own: pii.Own) -> pii.Masked:
    """Return the clean text masked: a document but for the shop's own details, an answer but for what the
    records it relies on say."""
    speaks = text.place is Place.DOCUMENT
    findings = pii.foreign(text.clean, text.personal, own, shop_speaks=speaks)
    if text.place is Place.ANSWER:
        findings = tuple(finding for finding in findings if not _supported(text, finding))
    return pii.blot(text.clean, findings)


def verdicts(text: Text, masked: pii.Masked) -> tuple[Verdict, ...]:
    """Return one verdict for each masked detail; in an answer it makes the text one that was mended."""
    decision = Decision.REVIEW if text.place is Place.ANSWER else Decision.ALLOW
    return tuple(
        Verdict(
            decision=decision,
            scanner="personal",
            reason=f"It holds personal information ({finding.kind}), which was masked.",
            span=text.span(*finding.span),
        )
        for finding in masked.findings
    )


def _supported(text: Text, finding: pii.Personal) -> bool:
    value = pii.key(text.clean[slice(*finding.span)])
    return any(value in pii.key(source) for source in text.answer.supported)
