"""How the box feels at this moment: processor, memory, disk, temperature."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil

from appliance.core.owner_schemas import Vitals

SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "soc_thermal", "acpitz")
"""Drivers that tell a processor's temperature, the best first."""


def now(data: Path) -> Vitals:
    """Return the present state; the processor's load is that since the last call."""
    memory, disk, own = psutil.virtual_memory(), shutil.disk_usage(data), psutil.Process()
    return Vitals(
        at=datetime.now(UTC),
        processor=psutil.cpu_percent(),
        cores=psutil.cpu_count() or 1,
        memory_used=memory.total - memory.available,
        memory_total=memory.total,
        disk_used=disk.used,
        disk_total=disk.total,
        temperature=temperature(),
        uptime_seconds=max(0.0, time.time() - own.create_time()),
        service_memory=own.memory_info().rss,
    )


def temperature() -> float | None:
    """Return the processor's temperature in degrees Celsius; None on a computer that does not tell."""
    if not hasattr(psutil, "sensors_temperatures"):
        return None
    known = psutil.sensors_temperatures()
    for name in SENSORS:
        readings = [reading.current for reading in known.get(name, ()) if reading.current]
        if readings:
            return float(max(readings))
    return None
