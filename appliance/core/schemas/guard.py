"""What the guard says of a text, how it is logged, set and measured."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from appliance.core.schemas.record import Record


class Decision(StrEnum):
    ALLOW = "allow"
    REVIEW = "review"
    BLOCK = "block"


class ScanStatus(StrEnum):
    """Whether a scanner could judge at all. ERROR never counts as an allow."""

    SUCCESS = "success"
    ERROR = "error"
    SKIPPED = "skipped"


class Place(StrEnum):
    """Where a text stood when it was judged."""

    MESSAGE = "message"
    DOCUMENT = "document"
    PASSAGE = "passage"
    PROMPT = "prompt"
    ANSWER = "answer"


class Verdict(Record):
    """What one scanner, or the whole pipeline, says of one text.

    `score` is in 0..1, or None when the scanner could not or does not score. `span` is a half-open
    range of characters in the text that was judged.
    """

    decision: Decision
    scanner: str
    reason: str
    score: float | None = None
    threshold: float | None = None
    span: tuple[int, int] | None = None
    status: ScanStatus = ScanStatus.SUCCESS


class Judgement(Record):
    """The pipeline's decision about a text, the verdicts behind it and the text to use from here on."""

    decision: Decision
    place: Place
    text: str
    verdicts: tuple[Verdict, ...] = ()
    duration_ms: float = 0.0

    @property
    def deciding(self) -> Verdict | None:
        """The verdict that decided, or None when nothing was found."""
        return next((v for v in self.verdicts if v.decision is self.decision), None)


class GuardEntry(Record):
    """A line of the guard log. `text` is redacted and may be shortened around `span`, which counts in it;
    it is None once the line's text was erased. `verdicts` are what every scanner said.

    `kind` is "decision", or one of the log's own: "feedback", "pruned", "erased", and "looked" about what of
    a file passed, which counts in no figure. `feedback` is what the owner said of a decision: "fine",
    "attack" or nothing. `source` is the file that the text stands in.
    """

    id: int
    kind: str = "decision"
    time: datetime
    place: Place | None = None
    decision: Decision | None = None
    scanner: str = ""
    status: ScanStatus = ScanStatus.SUCCESS
    reason: str = ""
    score: float | None = None
    threshold: float | None = None
    span: tuple[int, int] | None = None
    text: str | None = None
    session: str = ""
    source: str = ""
    policy: str = ""
    model: str = ""
    detector: str = ""
    prompt_version: str = ""
    duration_ms: float = 0.0
    verdicts: tuple[Verdict, ...] = ()
    feedback: str = ""


class GuardPage(Record):
    """Lines of the guard log, newest first; `total` counts all that fit the filter without its paging.

    `older` and `newer` tell whether more fit before and after these. Pass `cursor` as `after` to hear of
    later lines only.
    """

    total: int
    entries: tuple[GuardEntry, ...]
    older: bool = False
    newer: bool = False
    cursor: int = 0


class GuardHour(Record):
    """Decisions of one hour that begins at `hour`."""

    hour: datetime
    allowed: int = 0
    reviewed: int = 0
    blocked: int = 0


class GuardFeedback(Record):
    """What the owner says of a decision; "undo" takes it back."""

    says: str = Field(pattern=r"^(fine|attack|undo)$")


class GuardChain(Record):
    """Whether the guard log's hash chain holds; `broken_at` is the first line that does not fit. `head` is
    the hash of the last line, `last`: who notes it down elsewhere can prove that nothing was rewritten."""

    intact: bool
    broken_at: int | None = None
    last: int = 0
    head: str = ""


class GuardPolicy(Record):
    """A policy a shop may choose, in words for its owner. `says` is what customers read when a message is
    "blocked" (unless the shop has a text of its own), "off_topic" or the conversation "paused"."""

    name: str
    explanation: str
    says: dict[str, str] = Field(default_factory=dict)


class GuardScore(Record):
    """How a guard did on labelled texts. An attack is found when it is not allowed; a declined
    off-topic question is no finding. Rates are in 0..1, None where there is nothing to divide by;
    latencies are milliseconds."""

    kind: str
    texts: int
    attacks: int
    found: int
    false_alarms: int
    declined: int
    precision: float | None
    recall: float | None
    f1: float | None
    false_positive_rate: float | None
    p50_ms: float
    p95_ms: float
    p99_ms: float


class GuardEvaluation(Record):
    """The whole of a labelled file, and each of its kinds.

    `auc` and `recall_at_one_percent` (of attacks, where 1 % of innocent texts raise an alarm) come from the
    highest score that a scanner gave a text, whatever the policy; None without attacks or innocent texts.
    """

    overall: GuardScore
    kinds: tuple[GuardScore, ...]
    auc: float | None = None
    recall_at_one_percent: float | None = None


class GuardCheck(Record):
    text: str = Field(max_length=200_000)
    place: Place = Place.MESSAGE
