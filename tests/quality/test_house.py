"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import os
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import appliance.cli
import appliance.service.routes
from appliance.cli import main
from appliance.core.errors import ApplianceError
from appliance.core.version import VERSION
from appliance.service import app, checks, owner_routes

ROOT = Path(__file__).parents[2]
PACKAGES = ("appliance", "gui", "k3s", "models")
HEAVY = (
    "torch", "chromadb", "llama_cpp", "onnxruntime", "onnx", "tokenizers", "transformers",
    "sentence_transformers", "sh", "kubernetes", "PySide6", "pypdf", "docx", "openpyxl", "lxml", "keyring",
)  # fmt: skip
WORK = (ast.Expr, ast.With, ast.For, ast.While, ast.Try, ast.If)
SHARED_HELPERS = {"common", "main", "exam_table", "here", "progress", "__init__"}


def loaded_by(statement: str, names: tuple[str, ...]) -> list[str]:
    """Return which of the modules a fresh process has loaded after the statement."""
    script = f"import sys\n{statement}\nprint(*(name for name in {names!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "statement",
    [
        "import appliance.service.app, appliance.service.run",
        "import appliance.wiring",
        "import models.catalog",
        "import k3s",
    ],
)
def test_the_service_starts_without_a_heavy_library(statement: str) -> None:
    assert loaded_by(statement, HEAVY) == []


def test_the_client_that_the_window_uses_is_light() -> None:
    unwanted = (*HEAVY[:-1], "numpy", "fastapi", "starlette", "uvicorn", "sqlite3", "appliance.service")
    assert loaded_by("import appliance.client", unwanted) == []


def test_help_needs_nothing_but_the_command_line() -> None:
    statement = (
        "from appliance.cli import main\n"
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main.main(['serve', '--help'])"
    )
    assert loaded_by(statement, (*HEAVY, "pydantic", "httpx2", "fastapi", "numpy", "sqlite3")) == []


def test_every_file_of_routes_and_commands_is_registered() -> None:
    routes = {id(module.__dict__["router"]) for module in _modules(appliance.service.routes)}
    assert {id(router) for router in (*app.ROUTERS, *owner_routes.ROUTERS)} == routes
    commands = {
        m.__name__ for m in _modules(appliance.cli) if m.__name__.rpartition(".")[2] not in SHARED_HELPERS
    }
    assert {group.__name__ for group in main.GROUPS} == commands


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
    return [importlib.import_module(name) for name in names]


def test_every_check_of_the_box_is_registered() -> None:
    tree = ast.parse(Path(checks.__file__).read_text())
    public = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name != "examine"
    }
    assert {check.__name__ for check in checks.CHECKS} == public


def test_packages_begin_with_a_docstring_and_do_no_work() -> None:
    for file in (file for package in PACKAGES for file in (ROOT / package).rglob("__init__.py")):
        tree = ast.parse(file.read_text())
        assert ast.get_docstring(tree), file
        work = [
            node for node in tree.body[1:] if isinstance(node, (ast.Expr, ast.With, ast.For, ast.Try, ast.If))
        ]
        assert [node for node in work if not _for_types_only(node)] == [], f"{file} does something at import"


def _for_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("name", PACKAGES)
def test_our_generic_names_are_ours_alone(name: str) -> None:
    owners = importlib.metadata.packages_distributions().get(name, [])
    assert set(owners) <= {"shopwarden"}
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_the_version_is_that_of_the_distribution() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


def test_errors_speak_to_people() -> None:
    for code, error in ApplianceError.by_code.items():
        assert code == code.lower().replace(" ", "-")
        assert 400 <= error.status < 600
        assert error.title[0].isupper()
        assert not error.title.endswith(".")
        assert not any(word in error.title.lower() for word in ("oops", "error", "please", "invalid"))


def test_no_two_modules_of_tests_have_one_name() -> None:
    """pytest imports them by their bare names."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.slow
def test_imports_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [linter], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-3000:]
