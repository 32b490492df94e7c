"""Is the box well? Each check says what it found in a sentence, and the one fix when something is wrong."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable

import psutil

from appliance.core import settings, telemetry
from appliance.core.errors import ApplianceError
from appliance.core.schemas import Finding
from appliance.service import levels
from appliance.service.levels import GB
from appliance.service.parts import Appliance

log = logging.getLogger(__name__)

DISK_PROBLEM, DISK_NOTICE = 0.5 * GB, 3 * GB
MEMORY_PROBLEM, MEMORY_NOTICE = 0.25 * GB, 0.7 * GB


def examine(box: Appliance) -> tuple[Finding, ...]:
    """Return what every check found, worst first."""
    findings = [_run(check, box) for check in CHECKS]
    return tuple(sorted(findings, key=lambda finding: levels.WORST_FIRST.index(finding.level)))


def _run(check: Callable[[Appliance], Finding], box: Appliance) -> Finding:
    try:
        return check(box)
    except Exception:  # a check that fails must not hide the others
        log.exception("the check %s failed", check.__name__)
        title = check.__name__.capitalize()
        return Finding(
            check=check.__name__, level="unknown", title=title, message="This could not be checked."
        )


def disk(box: Appliance) -> Finding:
    """Room for imports: an index is written whole before the old one goes."""
    free = shutil.disk_usage(box.paths.data).free
    return Finding(
        check="disk",
        level=levels.of(free, DISK_PROBLEM, DISK_NOTICE),
        title="Disk",
        message=f"{free / GB:.1f} GB are free where this box keeps its data.",
        fix="Free some disk space." if free < DISK_NOTICE else "",
    )


def memory(_: Appliance) -> Finding:
    free = psutil.virtual_memory().available
    return Finding(
        check="memory",
        level=levels.of(free, MEMORY_PROBLEM, MEMORY_NOTICE),
        title="Memory",
        message=f"{free / GB:.1f} GB of memory are free.",
        fix="Close other programs or use a smaller model." if free < MEMORY_NOTICE else "",
    )


def models(box: Appliance) -> Finding:
    """The models in use are installed and are still the files they were."""
    active = [model for model in box.models.list() if model.active]
    for model in active:
        if not model.installed:
            return _models_problem(f"“{model.title}” is in use but not installed.", model.id)
        if not box.models.verify(model.id):
            return _models_problem(f"The weights of “{model.title}” are damaged.", model.id)
    names = ", ".join(model.title for model in active) or "none"
    return Finding(check="models", level="good", title="Models", message=f"In use and verified: {names}.")


def _models_problem(message: str, model: str) -> Finding:
    fix = f"Run “shopwarden models add {model}”."
    return Finding(check="models", level="problem", title="Models", message=message, fix=fix)


def engine(box: Appliance) -> Finding:
    status = box.engine()
    failed = status.state == "failed"
    return Finding(
        check="engine",
        level="problem" if failed else "good",
        title="Language model",
        message=status.message or f"The engine is {status.state}, restarted {status.restarts} times.",
        fix="Choose a smaller model, or see the log." if failed else "",
    )


def shops(box: Appliance) -> Finding:
    """Every shop opens, and its index fits its texts."""
    ids = box.tenants.ids()
    broken = [fault for shop_id in ids if (fault := _fault_of(box, shop_id))]
    return Finding(
        check="shops",
        level="problem" if broken else "good",
        title="Shops",
        message=" ".join(broken) or f"{len(ids)} shops open and their indexes fit their texts.",
        fix="Rebuild the index of the shops named." if broken else "",
    )


def _fault_of(box: Appliance, shop_id: str) -> str:
    """Return what is wrong with a shop's knowledge in a sentence, or nothing."""
    try:
        box.tenants.get(shop_id)
        box.shops.get(shop_id).knowledge.search("health check", 1)
    except ApplianceError as err:
        return f"{shop_id}: {err.message}"
    return ""


def config(box: Appliance) -> Finding:
    """Every key of config.toml is a setting."""
    strange = settings.unknown(box.paths.config)
    return Finding(
        check="config",
        level="notice" if strange else "good",
        title="Settings",
        message=" ".join(strange) or "Every setting in the file is known.",
        fix="Correct or delete these lines." if strange else "",
    )


def privacy(_: Appliance) -> Finding:
    left_on = telemetry.left_on()
    return Finding(
        check="telemetry",
        level="problem" if left_on else "good",
        title="Telemetry",
        message=f"Not switched off: {', '.join(left_on)}." if left_on else "Every library's is off.",
        fix="Restart the service." if left_on else "",
    )


CHECKS = (disk, memory, models, engine, shops, config, privacy)
