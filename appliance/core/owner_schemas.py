"""Records about the box and the shop that its owner looks at: first steps, figures, box health."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from appliance.core.schemas import Record

# --- first steps -------------------------------------------------------------------------------


class Setup(Record):
    """How far the owner is with setting the shop up. `step` is the window's own name of a step."""

    step: str = Field(default="", max_length=40, pattern=r"^[a-z-]*$")
    finished: bool = True


class TrialQuestion(Record):
    """A question to try, made from a product of the shop; its words are made by whoever shows it.

    `kind` is "price", "stock", "option" or "description"; `option` names what can be chosen ("Colour").
    """

    kind: str
    title: str
    option: str = ""


class SiteWish(Record):
    url: str = Field(min_length=1, max_length=500)


class SiteCheck(Record):
    """Whether a page carries the shop's line. `state` is "found", "missing", "other-shop" or "unreachable";
    `address` is where the page was at last and `status` its HTTP status, where it answered."""

    state: str
    address: str = ""
    status: int | None = None
    reason: str = ""


# --- figures -----------------------------------------------------------------------------------


class DayFigures(Record):
    """One day of a shop, by its own time zone. Counts only: never a word of a customer.

    `unanswered` are questions to which the bot said that it does not know; `answer_ms` is the median.
    """

    day: date
    conversations: int = 0
    questions: int = 0
    unanswered: int = 0
    handoffs: int = 0
    blocked: int = 0
    answer_ms: float | None = None


class Figures(Record):
    """Days without a gap, oldest first; the last is today."""

    days: tuple[DayFigures, ...]


# --- the box -----------------------------------------------------------------------------------


class Vitals(Record):
    """How the box feels now. Sizes are bytes, loads percent, `temperature` degrees Celsius."""

    at: datetime
    processor: float
    cores: int
    memory_used: int
    memory_total: int
    disk_used: int
    disk_total: int
    temperature: float | None = None
    uptime_seconds: float = 0.0
    service_memory: int = 0


class LogLines(Record):
    """The last lines of the service's log, oldest first, without tokens and personal details."""

    lines: tuple[str, ...]


class BundlePart(Record):
    """A file of the diagnostics bundle, whole: what is shown is what is saved."""

    name: str
    about: str
    text: str
