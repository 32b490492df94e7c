"""The trained detector behind the port `core.ports.Detector`: every reading and every window of a text."""

from __future__ import annotations

from appliance.core.ports import Detector
from appliance.core.schemas import Decision, Place, Verdict
from appliance.guard.policy import Policy
from appliance.guard.scanner import passed
from appliance.guard.texts import Text
from appliance.guard.views import View, windows


class DetectorScanner:
    """Asks the detector about each view; a decoded view or a window must be surer than the plain text."""

    name = "detector"

    def __init__(self, detector: Detector, policy: Policy) -> None:
        self._detector = detector
        self._policy = policy

    def scan(self, text: Text) -> Verdict:
        looked_at = [*windows(text.clean), *text.views[1:]]
        scores = self._detector.score([view.text for view in looked_at])
        if len(scores) != len(looked_at) or not all(0 <= score <= 1 for score in scores):
            raise ValueError(f"the detector gave {scores} for {len(looked_at)} texts")
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

    def _threshold(self, view: View, place: Place) -> float:
        if view.name == "window":
            return self._policy.window
        if view.name != "plain":
            return self._policy.view
        return self._policy.detector if place is Place.MESSAGE else self._policy.document


def _reason(view: View) -> str:
    plain = "It reads like an attempt to steer the bot."
    return plain if view.aligned else f"{plain} (Found after decoding: {view.name}.)"
