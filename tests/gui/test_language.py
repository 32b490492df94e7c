"""Every word is translated: none is hard-coded, none is missing, and another language is a choice away."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opened_window import ROOT, SAMPLE, Opened, learn
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reading import looks, texts, words_in

from appliance.core.schemas import Shop
from gui import language, words
from gui.language import ENGLISH, I18N
from gui.presenters import profile

SOURCES = sorted((ROOT / "gui").rglob("*.py"))
SAYING = {
    "label", "short", "button", "named", "line", "lines", "choice", "setText", "setWindowTitle", "addTab",
    "addItem", "setPlaceholderText", "setToolTip", "setAccessibleName", "EmptyState", "DropHint", "CopyField",
    "tell", "ask_first", "addAction", "addButton", "showMessage", "setPlainText", "ApplianceError",
    "ServiceUnreachable",
}  # fmt: skip
FIRST_ONLY = {"label", "short", "choice", "line", "button", "addItem", "addButton"}
"""Their later arguments are names for the style sheet, data, or roles."""
OURS = {"Shopwarden"} | set(language.LANGUAGES.values())
NAMES = {
    "Qt",
    "kB",
    "MB",
    "GB",
    "ms",
    "GGUF",
    "script",
    "async",
    "widget",
    "js",
    "src",
    "data",
    "shop",
    "https",
    "com",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever a test speaks, the next one hears English."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication):
        language.choose(app, ENGLISH)


def messages(file: Path) -> dict[str, ElementTree.Element]:
    tree = ElementTree.parse(file)
    return {str(message.findtext("source")): message for message in tree.iter("message")}


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z_]*\}", text))


def tool(name: str, *arguments: object) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name(f"pyside6-{name}"), "-silent", *map(str, arguments)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


# --- the files of a translation ---


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != ENGLISH])
def test_a_translation_is_complete(code: str, tmp_path: Path) -> None:
    known = messages(I18N / f"shopwarden_{code}.ts")
    tool(
        "lupdate",
        "-tr-function-alias",
        "tr+=later",
        "-locations",
        "none",
        *SOURCES,
        "-ts",
        tmp_path / "now.ts",
    )
    assert set(messages(tmp_path / "now.ts")) - set(known) == set(), "run `make translations`, translate"
    for source, message in known.items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None and translation.text, f"not translated: {source}"
        assert holes(translation.text) == holes(source), source


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != ENGLISH])
def test_what_qt_reads_is_made_of_the_translation(code: str, tmp_path: Path) -> None:
    tool("lrelease", I18N / f"shopwarden_{code}.ts", "-qm", tmp_path / "now.qm")
    assert (tmp_path / "now.qm").read_bytes() == (I18N / f"shopwarden_{code}.qm").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["zh-Hans-CN"], "zh_CN"),
        (["zh-SG"], "zh_CN"),
        (["zh-TW"], "en"),  # another script is another language to read
        (["de-AT", "zh-CN"], "zh_CN"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_language_of_the_desktop(wanted: list[str], spoken: str) -> None:
    assert language.of_desktop(wanted) == spoken


def test_another_language_and_back(qapp: QApplication) -> None:
    assert language.choose(qapp, "zh_CN") == "zh_CN"
    assert (words.tr("Home"), words.tr("not a text of ours")) == ("首页", "not a text of ours")
    assert language.choose(qapp, ENGLISH) == ENGLISH
    assert words.tr("Home") == "Home"


# --- no word is hard-coded ---


def test_whatever_is_said_goes_through_the_translation() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{said.lineno} {ast.unparse(said)}"
        for file in SOURCES
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and called(call) in SAYING
        for said in call.args[: 1 if called(call) in FIRST_ONLY else None]
        if spoken(said)
    ]
    assert found == []


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def spoken(node: ast.expr) -> bool:
    """Whether this is a text with words in it that no translation has seen."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    constants = (part.value for part in parts if isinstance(part, ast.Constant))
    return any(isinstance(text, str) and words_in(text) - OURS and " " in text for text in constants) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:1].isupper()
        and bool(words_in(node.value) - OURS)
    )  # fmt: skip


def pseudo(text: str) -> str:
    """Return the text in a language nobody speaks, with its places to fill in."""
    parts = re.split(r"(\{[a-z_]*\})", text)
    return "".join(part if part.startswith("{") else accented(part) for part in parts)


def accented(text: str) -> str:
    return re.sub("[a-zA-Z]", lambda letter: chr(ord(letter[0]) + 0xFF00 - 0x20), text)


@pytest.mark.slow
def test_every_word_on_screen_is_translated(
    opened: Opened, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pseudo-locale the only plain words left are those that the service sent."""
    learn(opened.client, shop, SAMPLE / "catalogue.csv", SAMPLE / "returns.md")
    heard = words_in(" ".join((*NAMES, *OURS, *profile.TIME_ZONES, *profile.CURRENCIES, shop.name)))
    request = type(opened.client)._request

    def listen(self: Any, method: str, path: str, **more: Any) -> Any:
        response = request(self, method, path, **more)
        for text in strings(json.loads(response.content or "null")):
            heard.update(words_in(text))
        return response

    monkeypatch.setattr(type(opened.client), "_request", listen)
    words.use(pseudo)
    opened.window.speak_anew()
    left = {}
    for name, root in looks(opened):
        for text in texts(root):
            if unknown := words_in(text) - heard:
                left[f"{name}: {text}"] = unknown
    assert left == {}


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case dict():
            for key, item in value.items():
                yield from (key, *strings(item))


@pytest.mark.slow
def test_the_owner_chooses_a_language(opened: Opened, shop: Shop, qtbot: QtBot) -> None:
    system = opened.page("system")
    field = system.window_tab.language
    field.entry.setCurrentIndex(field.entry.findData("zh_CN"))
    opened.wait(lambda: opened.window.page("system") is not system)
    opened.wait(lambda: opened.window.navigation.item(0).text() == "首页")
    opened.wait(lambda: opened.window.stack.currentWidget() is opened.window.page("system"))
    assert opened.window.desk.preferences.value("language") == "zh_CN"
