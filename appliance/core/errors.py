"""Errors that a person reads: every one has a code, a title, a message and one thing to do.

The wire form is a problem document (RFC 9457); `client` raises the same class again from its code.
"""

from __future__ import annotations

from typing import Any, ClassVar


class ApplianceError(Exception):
    """A refusal or a failure whose text may be shown to the user.

    A subclass names its stable `code`, its `title` (a state, without blame) and its HTTP `status`.
    """

    code: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something unexpected happened"
    status: ClassVar[int] = 500
    by_code: ClassVar[dict[str, type[ApplianceError]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in ("code", "title", "status"):
            if name not in cls.__dict__:
                raise TypeError(f"{cls.__name__} must define {name}")
        if cls.code in ApplianceError.by_code:
            raise TypeError(f"two errors share the code {cls.code}")
        ApplianceError.by_code[cls.code] = cls

    def __init__(self, message: str, *, resolution: str = "", details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.resolution = resolution
        self.details = details

    def problem(self) -> dict[str, Any]:
        """Return the problem document of RFC 9457 with our `code` and `resolution` added."""
        document: dict[str, Any] = {
            "type": f"urn:shopwarden:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.message,
            "code": self.code,
        }
        if self.resolution:
            document["resolution"] = self.resolution
        if self.details:
            document["details"] = self.details
        return document

    @staticmethod
    def from_problem(document: dict[str, Any]) -> ApplianceError:
        """Return the error that a problem document describes; an unknown code gives the base class."""
        cls = ApplianceError.by_code.get(str(document.get("code")), ApplianceError)
        return cls(
            str(document.get("detail") or document.get("title") or "The service failed."),
            resolution=str(document.get("resolution", "")),
            details=str(document.get("details", "")),
        )


class InvalidInput(ApplianceError):
    code, title, status = "invalid-input", "This input cannot be used", 422


class NotSignedIn(ApplianceError):
    code, title, status = "not-signed-in", "A valid access token is needed", 401


class NotAllowed(ApplianceError):
    code, title, status = "not-allowed", "This token does not open that", 403


class NotFound(ApplianceError):
    code, title, status = "not-found", "There is nothing of that name", 404


class Conflict(ApplianceError):
    code, title, status = "conflict", "This clashes with what is there", 409


class NeedsConfirmation(ApplianceError):
    """A destructive call without `confirm=true`; the message is the sentence to show."""

    code, title, status = "needs-confirmation", "This needs a yes", 409


class FileRefused(ApplianceError):
    """A file that cannot be imported, with the reason in a sentence."""

    code, title, status = "file-refused", "This file cannot be imported", 422


class TooLarge(ApplianceError):
    code, title, status = "too-large", "This is too large", 413


class TooManyRequests(ApplianceError):
    """`retry_after` is in seconds and becomes the Retry-After header."""

    code, title, status = "too-many-requests", "Too many questions at once", 429

    def __init__(self, message: str, *, retry_after: float = 60.0, **more: Any) -> None:
        super().__init__(message, **more)
        self.retry_after = retry_after


class EngineBusy(ApplianceError):
    code, title, status = "engine-busy", "The queue is full", 503


class EngineFailed(ApplianceError):
    code, title, status = "engine-failed", "The language model stopped", 503


class ModelMissing(ApplianceError):
    code, title, status = "model-missing", "This model is not installed", 409


class ModelRefused(ApplianceError):
    """Weights that fail their check: wrong hash, not a GGUF, too big for this memory."""

    code, title, status = "model-refused", "This model cannot be used", 422


class DownloadFailed(ApplianceError):
    """What had come is kept: the next attempt goes on from there."""

    code, title, status = "download-failed", "The download did not finish", 503


class IndexMismatch(ApplianceError):
    """The index was made with another embedding model and must be rebuilt."""

    code, title, status = "index-mismatch", "The index belongs to another model", 409


class IndexDamaged(ApplianceError):
    """Vectors are missing or unreadable; the texts are safe and the index can be rebuilt from them."""

    code, title, status = "index-damaged", "The search index must be rebuilt", 409


class StoreFailed(ApplianceError):
    """The disk is full, read-only or damaged; nothing of the last action was kept."""

    code, title, status = "store-failed", "The data could not be written", 507


class ServiceUnreachable(ApplianceError):
    code, title, status = "service-unreachable", "The service does not answer", 503


class AlreadyRunning(ApplianceError):
    code, title, status = "already-running", "This data directory is in use", 409


class RuntimeMissing(ApplianceError):
    code, title, status = "runtime-missing", "This box has no K3s to run shops in", 409


class ShopAway(ApplianceError):
    """The shop is moving, or its workload does not answer at this moment."""

    code, title, status = "shop-away", "This shop is away for a moment", 503


class WorkloadFailed(ApplianceError):
    """A shop's workload did not come up; the shop runs where it ran before."""

    code, title, status = "workload-failed", "The shop's workload did not start", 503


class Cancelled(ApplianceError):
    """Raised inside a job by `JobContext.step` after somebody asked it to stop."""

    code, title, status = "cancelled", "Cancelled", 409


class CommandFailed(ApplianceError):
    """A program of the system ended badly; `details` has the end of what it said."""

    code, title, status = "command-failed", "A program of the system did not succeed", 502


class NodeUnfit(ApplianceError):
    """This machine cannot run K3s as it is."""

    code, title, status = "node-unfit", "This machine is not ready for K3s", 409


class NodeNotReady(ApplianceError):
    """K3s did not come up in time, or has stopped keeping its lease."""

    code, title, status = "node-not-ready", "K3s does not answer", 503


class NodeStepFailed(ApplianceError):
    """A verb stopped at one of its steps; the message says which and what became of the others."""

    code, title, status = "node-step-failed", "The work on K3s stopped", 409


class BundleRefused(ApplianceError):
    """An install bundle that is damaged, incomplete or not signed by a key this box trusts."""

    code, title, status = "bundle-refused", "This install bundle cannot be used", 422


class BackupRefused(ApplianceError):
    """A backup of the node that is damaged, or was made with another key."""

    code, title, status = "backup-refused", "This backup cannot be used", 422


class JoinFailed(ApplianceError):
    """The cluster did not take this box in; the message has the reason from K3s's own log."""

    code, title, status = "join-failed", "The cluster did not take this box in", 409
