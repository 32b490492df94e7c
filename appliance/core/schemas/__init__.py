"""Records that cross the wire: what the API answers, the GUI shows and the command line prints.

A room for each subject; whoever uses a record imports it from here. All are frozen pydantic models;
lists are tuples. Times are aware UTC.
"""

from appliance.core.schemas.access import Role, Token, TokenCreate, TokenCreated
from appliance.core.schemas.answers import AnswerEvent, ChatAnswer, ChatRequest, Delta, Queued, SourceRef
from appliance.core.schemas.guard import (
    Decision,
    GuardChain,
    GuardCheck,
    GuardEntry,
    GuardEvaluation,
    GuardFeedback,
    GuardHour,
    GuardPage,
    GuardPolicy,
    GuardScore,
    Judgement,
    Place,
    ScanStatus,
    Verdict,
)
from appliance.core.schemas.health import Finding, Health
from appliance.core.schemas.jobs import Job, JobsPage, JobStarted, JobState
from appliance.core.schemas.knowledge import (
    ColumnGuess,
    Hit,
    ImportDiff,
    ImportRequest,
    ImportResult,
    Preview,
    PreviewRequest,
    ProductCard,
    ProductChange,
    ProductsPage,
    Quarantined,
    RowProblem,
    Source,
    Upload,
)
from appliance.core.schemas.models import EngineStatus, ModelAdd, ModelFetch, ModelInfo
from appliance.core.schemas.record import Record
from appliance.core.schemas.shops import Origin, Shop, ShopChange, ShopCreate, ShopCreated, ShopsPage

__all__ = [
    "AnswerEvent",
    "ChatAnswer",
    "ChatRequest",
    "ColumnGuess",
    "Decision",
    "Delta",
    "EngineStatus",
    "Finding",
    "GuardChain",
    "GuardCheck",
    "GuardEntry",
    "GuardEvaluation",
    "GuardFeedback",
    "GuardHour",
    "GuardPage",
    "GuardPolicy",
    "GuardScore",
    "Health",
    "Hit",
    "ImportDiff",
    "ImportRequest",
    "ImportResult",
    "Job",
    "JobStarted",
    "JobState",
    "JobsPage",
    "Judgement",
    "ModelAdd",
    "ModelFetch",
    "ModelInfo",
    "Origin",
    "Place",
    "Preview",
    "PreviewRequest",
    "ProductCard",
    "ProductChange",
    "ProductsPage",
    "Quarantined",
    "Queued",
    "Record",
    "Role",
    "RowProblem",
    "ScanStatus",
    "Shop",
    "ShopChange",
    "ShopCreate",
    "ShopCreated",
    "ShopsPage",
    "Source",
    "SourceRef",
    "Token",
    "TokenCreate",
    "TokenCreated",
    "Upload",
    "Verdict",
]
