"""Records that cross the wire: what the API answers, the GUI shows and the command line prints.

All are frozen pydantic models; lists are tuples. Times are aware UTC.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from appliance.core.products import Product


class Record(BaseModel):
    """Base of all wire records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- guard -------------------------------------------------------------------------------------


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

    `kind` is "decision", or one of the log's own: "feedback", "pruned", "erased". `feedback` is what the
    owner said of a decision: "fine", "attack" or nothing.
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


# --- shops -------------------------------------------------------------------------------------


class Shop(Record):
    """A tenant: its identity and what the owner says about the shop.

    `id` is a DNS label (it becomes a folder and a Kubernetes namespace). `sites` are the origins that
    may embed the widget, such as `https://example.com`. `currency` is used where a catalogue names none.
    """

    id: str
    name: str
    created: datetime
    website: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    opening_hours: str = ""
    time_zone: str = "Australia/Sydney"
    currency: str = "AUD"
    greeting: str = ""
    away_text: str = ""
    """Shown by the chat page outside the opening hours, and told to who asks for a person then."""
    handoff_text: str = ""
    """Told to who asks for a person, before the ways to reach the shop."""
    sites: tuple[str, ...] = ()
    privacy_url: str = ""
    colour: str = "#1f6feb"
    policy: str = "balanced"
    blocked_text: str = ""
    """What customers read instead of an answer to a blocked message; empty for the guard's own words."""
    daily_messages: int = Field(default=2000, ge=0)
    retention_days: int = Field(default=90, ge=0)


Origin = Annotated[str, Field(max_length=300, pattern=r"^https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?$")]
"""A site that may embed the widget; it ends up in a Content-Security-Policy header."""


class ShopChange(Record):
    """The fields of a shop an owner may change; None leaves a field as it is."""

    name: str | None = Field(default=None, min_length=1, max_length=80)
    website: str | None = Field(default=None, max_length=300)
    contact: str | None = Field(default=None, max_length=300)
    phone: str | None = Field(default=None, max_length=60)
    address: str | None = Field(default=None, max_length=300)
    opening_hours: str | None = Field(default=None, max_length=1000)
    time_zone: str | None = Field(default=None, max_length=64)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    greeting: str | None = Field(default=None, max_length=500)
    away_text: str | None = Field(default=None, max_length=500)
    handoff_text: str | None = Field(default=None, max_length=500)
    sites: tuple[Origin, ...] | None = Field(default=None, max_length=50)
    privacy_url: str | None = Field(default=None, max_length=300)
    colour: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")
    policy: str | None = Field(default=None, pattern=r"^(strict|balanced|lenient)$")
    blocked_text: str | None = Field(default=None, max_length=300)
    daily_messages: int | None = Field(default=None, ge=0, le=1_000_000)
    retention_days: int | None = Field(default=None, ge=0, le=3650)


class ShopCreated(Record):
    """A new shop and the API key of its bot, shown this once."""

    shop: Shop
    api_key: str


class ShopCreate(Record):
    """A wish for a new shop; without an `id` one is made from the name."""

    name: str = Field(min_length=1, max_length=80)
    id: str = Field(default="", max_length=40, pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?)?$")


class ShopsPage(Record):
    total: int
    shops: tuple[Shop, ...]


# --- access ------------------------------------------------------------------------------------


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


# --- knowledge ---------------------------------------------------------------------------------


class ColumnGuess(Record):
    """How one column of a table was understood. `field` is empty for a column kept as an attribute."""

    column: str
    field: str
    sample: str = ""


class RowProblem(Record):
    """A row that could not become a product, or did so with a repair. `row` is 1-based; header = row 1."""

    row: int
    message: str
    refused: bool = True


class ProductCard(Record):
    """A product as an answer shows it. `price` is the lowest of its variants, `price_max` the highest."""

    id: str
    title: str
    sku: str = ""
    price: Decimal | None = None
    price_max: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""
    availability: str = "unknown"
    options: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    url: str = ""
    image: str = ""
    brand: str = ""


class Preview(Record):
    """How a file would be read, before anything is stored.

    `kind` is "catalogue" or "document"; `format` the recognised export ("shopify", "table", "pdf").
    `fields` lists what a column may be mapped to. `replaces` names the source this file is a newer
    version of, when there is one.
    """

    file: str
    kind: str
    format: str
    format_title: str
    rows: int | None = None
    columns: tuple[ColumnGuess, ...] = ()
    fields: tuple[str, ...] = ()
    products: tuple[ProductCard, ...] = ()
    passages: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    replaces: str = ""


class ImportResult(Record):
    """What an import did. Counts are products for a catalogue and passages for a document. `kept` are those
    that a file with a part of its source did not name and that stay as they are."""

    source: str
    kind: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    quarantined: int = 0
    embedded: int = 0
    problems: tuple[RowProblem, ...] = ()


class ProductChange(Record):
    """One product that an import would add (`before` is None), remove (`after` is None) or change."""

    before: ProductCard | None = None
    after: ProductCard | None = None


class ImportDiff(Record):
    """What an import would do. `source` is the id of the source it would bring up to date, "" when it
    becomes a new one; `examples` are some products of each kind of change."""

    source: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    examples: tuple[ProductChange, ...] = ()


class Source(Record):
    """A file that the shop's knowledge comes from."""

    id: str
    name: str
    kind: str
    format: str
    imported: datetime
    items: int
    refused: int = 0
    size_bytes: int = 0


class Hit(Record):
    """One search result: a product (`kind="product"`) or a passage of a document (`kind="passage"`)."""

    id: str
    kind: str
    title: str
    score: float
    sku: str = ""
    price: Decimal | None = None
    currency: str = ""
    availability: str = ""
    url: str = ""
    source: str = ""
    text: str = ""


class Upload(Record):
    """A file that has arrived and waits to be previewed or imported. `id` names it from here on."""

    id: str
    name: str
    size_bytes: int


class ImportRequest(Record):
    """`mapping` corrects how columns were understood (column → field); `on_problem` is what a refused
    row does to the import; `replaces` is the source id this file is a newer version of; `missing` is what
    becomes of that source's products the file does not hold. Left out, the box decides: a file of the
    same name or with at least half of the source replaces it, a smaller one updates what it names."""

    upload: str = Field(min_length=1, max_length=300)
    mapping: dict[str, str] | None = None
    on_problem: Literal["skip", "stop"] = "skip"
    replaces: str | None = Field(default=None, max_length=200)
    missing: Literal["keep", "remove"] | None = None


class PreviewRequest(Record):
    upload: str = Field(min_length=1, max_length=300)
    mapping: dict[str, str] | None = None


class Quarantined(Record):
    """A product or passage the guard held back at import, waiting for the owner's judgement.

    `text` is what was judged and `span` the part of it that decided.
    """

    id: str
    kind: str
    title: str
    source: str
    scanner: str
    reason: str
    score: float | None = None
    span: tuple[int, int] | None = None
    text: str = ""
    row: int = 0


class ProductsPage(Record):
    total: int
    products: tuple[Product, ...]


# --- answers -----------------------------------------------------------------------------------


class SourceRef(Record):
    """Where an answer's facts come from: a product record, a passage of a document, or an answer that the
    owner approved ("taught")."""

    kind: str
    id: str
    title: str
    url: str = ""
    page: int | None = None
    excerpt: str = ""


class ChatAnswer(Record):
    """The contract of `ask` and of the chat endpoint. `timings` are milliseconds by stage."""

    answer: str
    session: str
    sources: tuple[SourceRef, ...] = ()
    products: tuple[ProductCard, ...] = ()
    verdict: Verdict
    timings: dict[str, float] = Field(default_factory=dict)
    intent: str = ""
    answered: bool = True
    """False when the bot said that it does not know, declined, or handed over."""
    turn: int = 0
    """The answer's number in its conversation, from 0: names it when a customer gives it a thumb."""


class Queued(Record):
    """An event before the words: this many visitors are ahead for the language model; 0 = being worded."""

    position: int


class Delta(Record):
    """A piece of the answer's text that has already been checked."""

    text: str


AnswerEvent = Queued | Delta | ChatAnswer
"""What an answer streams: places in the queue, then checked pieces, and the whole answer last."""


class ChatRequest(Record):
    message: str = Field(min_length=1, max_length=4000)
    session: str | None = Field(default=None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    stream: bool = False


# --- jobs --------------------------------------------------------------------------------------


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


class Job(Record):
    """Long work as a record; every change is an event. `total` None means that it is not known.

    `cursor` grows with every change of any job: pass the largest one seen as `after` to wait for news.
    """

    id: str
    kind: str
    shop: str = ""
    subject: str = ""
    state: JobState = JobState.QUEUED
    stage: str = ""
    done: int = 0
    total: int | None = None
    created: datetime
    finished: datetime | None = None
    error: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    cursor: int = 0


class JobsPage(Record):
    jobs: tuple[Job, ...]
    cursor: int


class JobStarted(Record):
    """What a call answers (202) that goes on as a job."""

    job: Job


# --- models ------------------------------------------------------------------------------------


class ModelInfo(Record):
    """A model of the catalogue or one the owner added. Sizes are bytes; speeds tokens per second.

    `tuning` says what tuning a language model for this computer found; empty before it was tried.
    """

    id: str
    kind: str
    title: str
    licence: str
    size_bytes: int
    memory_bytes: int
    sha256: str
    installed: bool
    active: bool
    languages: tuple[str, ...] = ()
    provenance: str = ""
    tuning: str = ""
    prompt_speed: float | None = None
    generation_speed: float | None = None


class EngineStatus(Record):
    """The engine worker as seen from the service; `state` is off, starting, ready or failed."""

    state: str
    model: str = ""
    pid: int | None = None
    waiting: int = 0
    running: int = 0
    restarts: int = 0
    message: str = ""


class ModelAdd(Record):
    """Weights that the owner already has: a path on the box."""

    path: str = Field(min_length=1, max_length=4096)


# --- guard calls -------------------------------------------------------------------------------


class GuardCheck(Record):
    text: str = Field(max_length=200_000)
    place: Place = Place.MESSAGE


# --- health ------------------------------------------------------------------------------------


class Finding(Record):
    """One health check: what it means and the one fix. `level` is good, notice, problem or unknown."""

    check: str
    level: str
    title: str
    message: str
    fix: str = ""


class Health(Record):
    status: str
    version: str
    findings: tuple[Finding, ...] = ()
