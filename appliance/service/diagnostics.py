"""What whoever helps needs to see, and nothing that is nobody's business.

Names of shops, files and products, what customers wrote, addresses and tokens stay out: log lines lose what
stands in quotation marks and every personal detail, jobs their subject. The owner reads it before saving it.
"""

from __future__ import annotations

import json
import logging
import platform
import re
import sys
from collections import deque
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from appliance.core.logs import redact
from appliance.core.owner_schemas import BundlePart
from appliance.core.version import VERSION
from appliance.guard import pii
from appliance.service import checks, computer, vitals
from appliance.service.parts import Appliance

log = logging.getLogger(__name__)

LOG_LINES = 500
LIBRARIES = (
    "chromadb",
    "fastapi",
    "llama-cpp-python",
    "onnxruntime",
    "pydantic",
    "PySide6-Essentials",
    "uvicorn",
)
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|'[^']*'")
ADDRESS = re.compile(r"https?://\S+")


def bundle(box: Appliance) -> tuple[BundlePart, ...]:
    """Return the files of the bundle. One that cannot be made says so: the others help all the same."""
    return tuple(
        BundlePart(name=name, about=about, text=_made(name, make, box)) for name, about, make in PARTS
    )


def _made(name: str, make: Callable[[Appliance], str], box: Appliance) -> str:
    try:
        return make(box)
    except Exception as err:
        log.exception("%s of the help bundle could not be made", name)
        return f"This could not be read ({type(err).__name__}). The log says why."


def log_lines(folder: Path, limit: int = LOG_LINES) -> list[str]:
    """Return the newest lines of the log, oldest first, without anything personal."""
    try:
        with (folder / "service.log").open(encoding="utf-8", errors="replace") as stream:
            newest = deque(stream, maxlen=limit)
    except OSError:
        return []
    return [clean(line.rstrip("\n")) for line in newest]


def clean(text: str) -> str:
    """Return the text without tokens, quotations, web addresses and personal details."""
    return pii.mask(ADDRESS.sub("<address>", QUOTED.sub("“…”", redact(text)))).text


def _system(box: Appliance) -> str:
    return _json(
        {
            "shopwarden": VERSION,
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "libraries": {name: _version(name) for name in LIBRARIES},
            "vitals": vitals.now(box.paths.data).model_dump(mode="json"),
            "settings": box.settings.model_dump(mode="json", exclude={"allowed_hosts", "trusted_proxies"}),
        }
    )


def _health(box: Appliance) -> str:
    findings = (*checks.examine(box), *computer.examine(box))
    hidden = {"shops"}
    return _json(
        [
            {
                "check": finding.check,
                "level": finding.level,
                "message": "" if finding.check in hidden else clean(finding.message),
            }
            for finding in findings
        ]
    )


def _counts(box: Appliance) -> str:
    jobs = box.jobs.changes(0, lambda job: True).jobs
    return _json(
        {
            "shops": len(box.tenants.ids()),
            "models": [
                {"id": model.id, "installed": model.installed, "active": model.active}
                for model in box.models.list()
            ],
            "engine": box.engine().model_dump(mode="json", exclude={"message"}),
            "jobs": [
                {
                    "kind": job.kind,
                    "state": job.state,
                    "stage": job.stage,
                    "done": job.done,
                    "total": job.total,
                    "error": (job.error or {}).get("code"),
                }
                for job in jobs
            ],
        }
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _log(box: Appliance) -> str:
    return "\n".join(log_lines(box.paths.logs))


PARTS: tuple[tuple[str, str, Callable[[Appliance], str]], ...] = (
    ("system.json", "This computer and the versions in use", _system),
    ("health.json", "What the health checks found", _health),
    ("box.json", "Shops, models and jobs in numbers", _counts),
    ("service.log", "The newest lines of the log", _log),
)
"""Name, what it is about, and what makes it."""
