"""Is this computer good enough for a bot? Advice before anything is installed, never a locked door."""

from __future__ import annotations

import logging
import os
import platform
import shutil
from pathlib import Path

import psutil

from appliance.core.schemas import Finding
from appliance.service import levels
from appliance.service.levels import GB
from appliance.service.parts import Appliance

log = logging.getLogger(__name__)

CPUINFO = Path("/proc/cpuinfo")
FAST = {"avx2", "asimd"}
"""Instructions that language models are several times faster with: of Intel and AMD, and of ARM."""
FEW_CORES = 2
MEMORY_PROBLEM, MEMORY_NOTICE = 1.5 * GB, 3.5 * GB
ROOM_PROBLEM, ROOM_NOTICE = 1 * GB, 5 * GB


def examine(box: Appliance) -> tuple[Finding, ...]:
    """Return what was found, worst first."""
    findings = (
        processor(_cpu_flags(), os.cpu_count() or 1),
        memory(psutil.virtual_memory().total),
        room(shutil.disk_usage(box.paths.data).free),
        port(box.settings.host, box.settings.port),
        rooms(box),
    )
    return tuple(sorted(findings, key=lambda finding: levels.WORST_FIRST.index(finding.level)))


def processor(flags: frozenset[str], cores: int) -> Finding:
    """`flags` are the processor's instruction sets; empty where the system does not tell."""
    if not flags:
        level, message, fix = "unknown", f"The processor has {cores} cores.", ""
    elif not flags & FAST:
        level = "notice"
        message = f"The processor ({cores} cores) lacks the instructions that make language models fast."
        fix = "Use the smallest language model; facts come from your records as fast as anywhere."
    elif cores < FEW_CORES:
        level, message = "notice", f"The processor has {cores} core: customers wait for each other."
        fix = "Use the smallest language model."
    else:
        level, fix = "good", ""
        message = f"The processor has {cores} cores and the instructions that make language models fast."
    return Finding(check="processor", level=level, title="Processor", message=message, fix=fix)


def memory(total: int) -> Finding:
    level = levels.of(total, MEMORY_PROBLEM, MEMORY_NOTICE)
    fix = {
        "problem": "Use the smallest language model and close other programs.",
        "notice": "Use a small language model.",
    }
    return Finding(
        check="memory-size",
        level=level,
        title="Memory",
        message=f"This computer has {total / GB:.1f} GB of memory.",
        fix=fix.get(level, ""),
    )


def room(free: int) -> Finding:
    level = levels.of(free, ROOM_PROBLEM, ROOM_NOTICE)
    return Finding(
        check="room",
        level=level,
        title="Disk",
        message=f"{free / GB:.1f} GB are free for models, products and conversations.",
        fix="" if level == "good" else "Free some disk space.",
    )


def port(host: str, wanted: int) -> Finding:
    """The service runs, so its port is its own; what is left to say is who reaches it."""
    alone = host in ("127.0.0.1", "localhost", "::1")
    if not alone:
        message = f"The bot is reached from your network, at {host}."
    elif wanted:
        message = f"The bot is reached from this computer alone, at port {wanted}."
    else:
        message = "The bot is reached from this computer alone."
    return Finding(check="port", level="good", title="Network", message=message)


def rooms(box: Appliance) -> Finding:
    """What K3s would need. A bot runs without it, so nothing here is worse than good."""
    try:
        fit = box.node.preflight({}).fit
    except Exception:  # nobody who sets a bot up is kept from it by a check of what it does not need
        log.exception("whether K3s could run here could not be checked")
        fit = False
    message = (
        "K3s could run here, should a provider ever want it. Your bot does not need it."
        if fit
        else "K3s cannot run here, and your bot does not need it."
    )
    return Finding(check="k3s", level="good", title="K3s", message=message)


def _cpu_flags() -> frozenset[str]:
    """Return the processor's instruction sets, lower case; empty where the system does not tell."""
    try:
        lines = CPUINFO.read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    if platform.machine() == "aarch64":  # always has them, and calls them by the kernel's names
        return frozenset({"asimd"})
    flags = next((line.partition(":")[2] for line in lines if line.startswith("flags")), "")
    return frozenset(flags.split())
