"""Nothing that this box runs may report to anybody: every library's telemetry off, in one place.

The switches are environment variables because the libraries read them at import; call `switch_off`
before the first of them is imported. Children (the engine worker) inherit them.
"""

from __future__ import annotations

import os

SWITCHES = {
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "DISABLE_TELEMETRY": "YES",  # huggingface_hub and what follows its habit
    "DO_NOT_TRACK": "1",
    "FASTAPI_OTEL_AUTO_CONFIGURE": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "OTEL_SDK_DISABLED": "true",
    "OTEL_TRACES_EXPORTER": "none",
    "OTEL_METRICS_EXPORTER": "none",
    "OTEL_LOGS_EXPORTER": "none",
    "TRANSFORMERS_OFFLINE": "1",
}


def switch_off() -> None:
    """Set every switch, over whatever the environment said."""
    os.environ.update(SWITCHES)


def left_on() -> tuple[str, ...]:
    """Return the switches that are not set as they should be."""
    return tuple(name for name, value in SWITCHES.items() if os.environ.get(name) != value)
