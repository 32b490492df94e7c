"""Collects what the service says to owners into `gui/service_words.py`: `python -m gui.collect`.

Its modules are read, not imported: every sentence in them that is no comment, log line or command, with a
numbered place for each value, and the names of steps and checks.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from appliance.core.storing import FULL

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("service_words.py")
PACKAGES = ("appliance", "k3s", "models")
NOT_FOR_OWNERS = (
    "appliance/answers", "appliance/cli", "appliance/redteam/ways.py", "appliance/core/settings.py",
    "appliance/guard/policy.py", "appliance/guard/prompt.py", "appliance/guard/evaluation.py",
    "appliance/service/discovery.py", "appliance/service/run.py", "appliance/service/routes/openai.py",
    "appliance/service/routes/web.py", "k3s/helper.py", "k3s/join.py", "k3s/make_bundle.py", "models/guard",
    "models/phrasing_prompts.py", "models/engine_server.py", "models/engine_process.py",
)  # fmt: skip
"""What customers, programs and those who type commands read."""
COMMANDS = re.compile(r"shopwarden |--|confirm=|/v1/|%\.|^\{\d\}[^\w“]*\{\d\}")
SENTENCE = re.compile(r"[A-Z{“].*[ ].*[.!…]", re.DOTALL)
NAME = re.compile("[A-Z][A-Za-z0-9' ]{3,30}")
LEAST = 6
"""Letters."""
NAMING = {"Step": 1, "step": 0}
"""Calls whose argument at that place is the name of a step."""
FAILING = {"storing": 0, "writing": 0}
"""Calls whose argument at that place says what failed; why it did follows (`appliance.core.storing`)."""
FORMATS = "appliance/catalogue/dialects"
"""Whose classes have a title each, which a preview names."""
RULES = "appliance/guard/*.toml"
"""Whose rules have a reason each, which the owner reads."""
COMPOSED = (
    "It says “{1}”.",
    "Row {1}: {2}.",
    "Row {1}: {2}; the {3} was left out.",
    "“{1}” is not one price",
    "“{1}” is not an exact price",
    "“{1}” is a price before tax",
    "“{1}” is a price per {2}",
    "“{1}” may be in {2}",
    "“{1}” is not a price",
    "“{1}” has the mark “{2}”, which is not known",
    "“{1}” is not clear: whole or hundredths",
    "the price “{1}” is negative",
    "“{1}” is not in {2}, as the row says",
    "hidden text was left out: “{1}”",
    "its parent product, “{1}”, is not in the file",
    "there is no title; the product is named after “{1}”",
    "the SKU {1} also belongs to “{2}”; both were kept",
    "the sale's date “{1}” is not clear, so the regular price was kept; write dates like 2026-12-31",
)
"""What importing says of rows, put together of pieces, and what an exam says of an answer: no other rule here
finds it."""
CHECKS = ("k3s/preflight_machine.py", "k3s/preflight_network.py")
LINE = 110


def sentences() -> list[str]:
    """Return what the service's modules say, sorted."""
    files = (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))
    ours = (file for file in files if not file.relative_to(ROOT).as_posix().startswith(NOT_FOR_OWNERS))
    reasons = (
        said
        for rules in sorted(ROOT.glob(RULES))
        for said in _reasons(tomllib.loads(rules.read_text("utf-8")))
    )
    return sorted({*(said for file in ours for said in _said_by(file)), *reasons, *COMPOSED})


def template(node: ast.AST) -> str:
    """Return a text with {1}, {2}, … where values are filled in; nothing for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    place, parts = 0, []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            place += 1
            parts.append(f"{{{place}}}")
    return "".join(parts)


def _said_by(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    names_checks = file.relative_to(ROOT).as_posix() in CHECKS
    for node in _spoken(tree):
        text = template(node)
        sentence = SENTENCE.fullmatch(text) and not COMMANDS.search(text) and _letters(text) > LEAST
        if sentence or (names_checks and NAME.fullmatch(text)):
            yield text
    if file.is_relative_to(ROOT / FORMATS):
        yield from _titles(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and (place := NAMING.get(_called(call))) is not None:
            text = template(call.args[place]) if place < len(call.args) else ""
            if text[:1].isupper() and _letters(text) > LEAST:
                yield text
        if isinstance(call, ast.Call) and (place := FAILING.get(_called(call))) is not None:
            text = template(call.args[place]) if place < len(call.args) else ""
            if text:
                yield f"{text}: {FULL}."
                yield f"{text}: {{{text.count('{') + 1}}}."


def _titles(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "title" and node.value is not None:
            yield template(node.value)


def _reasons(rules: object) -> Iterator[str]:
    """Yield every reason in a file of rules."""
    if isinstance(rules, dict):
        for name, value in rules.items():
            if name == "reason":
                yield value
            else:
                yield from _reasons(value)
    elif isinstance(rules, list):
        for one in rules:
            yield from _reasons(one)


def _spoken(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the texts below a node, but for docstrings, log lines and the pieces of a text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
        return
    if isinstance(node, ast.JoinedStr | ast.Constant):
        yield node
        return
    for inner in ast.iter_child_nodes(node):
        yield from _spoken(inner)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def main() -> int:
    """Write the module anew."""
    lines = [
        '"""What the service says to owners, as `python -m gui.collect` found it. Not written by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "from gui.words import later",
        "",
        "# fmt: off",
        "SENTENCES: frozenset[str] = frozenset((",
        *(
            f"    later({_quoted(text)}),{'  # noqa: E501' if len(text) > LINE - 14 else ''}"
            for text in sentences()
        ),
        "))",
        "",
    ]
    TARGET.write_text("\n".join(lines), "utf-8")
    return 0


def _line(text: str) -> str:
    line = f"    later({_quoted(text)}),"
    return f"{line}  # noqa: E501" if len(line) > LINE else line


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    sys.exit(main())
