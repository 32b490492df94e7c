"""The trained detector behind the port `core.ports.Detector`: every reading and every window of a text."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.core.ports import Detector
from appliance.core.schemas import Decision, Place, Verdict
from appliance.guard import addressee, first_look, normalise
from appliance.guard.policy import Policy
from appliance.guard.scanner import passed
from appliance.guard.texts import Text
from appliance.guard.views import View, windows

REMEMBERED = 5_000
"""Windows of documents whose scores are kept: the same passages are retrieved again and again."""


class DetectorScanner:
    """Asks the detector about each view; a decoded view or a window must be surer than the plain text, and
    what is read in a document surer still, most of all where it names no machine: it is full of orders to
    people."""

    name = "detector"

    def __init__(self, detector: Detector, policy: Policy) -> None:
        self._detector = detector
        self._policy = policy
        self._known: dict[str, float] = {}

    def scan(self, text: Text) -> Verdict:
        if text.place is Place.DOCUMENT and not self._may_give_orders(text):
            return passed(self.name, threshold=self._policy.document)
        looked_at = [*windows(text.clean), *text.views[1:]]
        pieces = [view.text for view in looked_at]
        scores = self._score(pieces) if text.place is Place.MESSAGE else self._remembered(pieces)
        judged = [
            (score, self._threshold(view, text.place), view)
            for score, view in zip(scores, looked_at, strict=True)
        ]
        score, threshold, view = max(judged, key=lambda entry: entry[0] - entry[1])
        if score < threshold:
            return passed(self.name, round(score, 4), threshold)
        return Verdict(
            decision=Decision.BLOCK if text.place is Place.MESSAGE else Decision.REVIEW,
            scanner=self.name,
            reason=_reason(view),
            score=round(score, 4),
            threshold=threshold,
            span=text.span(*view.span),
        )

    def _may_give_orders(self, text: Text) -> bool:
        return len(text.views) > 1 or bool(text.hits) or first_look.may_give_orders(text.folded, text.clean)

    def _score(self, texts: Sequence[str]) -> list[float]:
        scores = self._detector.score(texts)
        if len(scores) != len(texts) or not all(0 <= score <= 1 for score in scores):
            raise ValueError(f"the detector gave {scores} for {len(texts)} texts")
        return scores

    def _remembered(self, texts: Sequence[str]) -> list[float]:
        """Return the scores; those of a shop's own documents are kept, customers' messages never."""
        known = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self._score(new), strict=True)
        if len(self._known) > REMEMBERED:
            self._known = {}
        self._known |= known
        return [known[text] for text in texts]

    def _threshold(self, view: View, place: Place) -> float:
        if place is not Place.MESSAGE:
            coded = not view.aligned  # nobody encodes what people are to read
            named = coded or addressee.to_machines(normalise.fold(view.text))
            return self._policy.document if named else self._policy.unaddressed
        if view.name == "plain":
            return self._policy.detector
        return self._policy.window if view.name == "window" else self._policy.view


def _reason(view: View) -> str:
    plain = "It reads like an attempt to steer the bot."
    return plain if view.aligned else f"{plain} (Found after decoding: {view.name}.)"
