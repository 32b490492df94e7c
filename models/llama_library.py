"""llama.cpp's C API as llama-cpp-python binds it, without the rest of that package.

The package's own `__init__` imports its high-level classes, and with them numpy, jinja2, a disk cache and a
server's types. The worker uses none of them: a third of its start and 25 MB of its memory.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

PACKAGE = "llama_cpp"


def load() -> Any:
    """Return the module `llama_cpp.llama_cpp`. Whoever imports the whole package later still gets it."""
    known = sys.modules.get(f"{PACKAGE}.{PACKAGE}")
    if known is not None or PACKAGE in sys.modules:
        return known or importlib.import_module(f"{PACKAGE}.{PACKAGE}")
    spec = find_spec(PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"No module named {PACKAGE!r}", name=PACKAGE)
    bare = ModuleType(PACKAGE)
    bare.__path__ = list(spec.submodule_search_locations)
    sys.modules[PACKAGE] = bare
    try:
        return importlib.import_module(f"{PACKAGE}.{PACKAGE}")
    finally:
        del sys.modules[PACKAGE]
