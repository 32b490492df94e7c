"""Everybody can read and reach everything: names for screen readers, keyboard, no text cut, both sizes."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from opened_window import HERE, SAMPLE, Opened, environment, learn
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QTabBar
from reading import OPERATED, SIZES, cut, in_focus_chain, looks, name_of, reached_by_tab, settle, visible

from appliance.core.schemas import Shop
from gui import theme
from gui.main_window import SMALLEST
from gui.theme import Choice
from gui.widgets.least import AtLeast

pytestmark = pytest.mark.slow

SAME_LINE = 20
"""Pixels: what stands beside each other may differ in height."""


@pytest.fixture
def full(opened: Opened, shop: Shop) -> Opened:
    """A window whose shop is the sample's."""
    learn(opened.client, shop, SAMPLE / "catalogue.csv", SAMPLE / "returns.md")
    return opened


def test_no_text_is_cut(full: Opened) -> None:
    found = []
    for size in SIZES:
        full.window.resize(size)
        for name, root in looks(full):
            texts = visible(root, (QLabel, QAbstractButton, QTabBar))
            found += [f"{size.width()} {name}: {lost}" for widget in texts if (lost := cut(widget))]
        assert full.window.size() == size
    assert found == []


@pytest.mark.parametrize(("scale", "size"), [("1.5", SIZES[1]), ("2", SIZES[0])])
def test_no_text_is_cut_on_a_dense_screen(full: Opened, shop: Shop, scale: str, size: QSize) -> None:
    """A scale is a matter of the process, so each has one of its own."""
    argv = [sys.executable, str(HERE / "scaled.py"), str(full.paths.data), shop.id]
    read = subprocess.run(
        [*argv, str(size.width()), str(size.height())],
        env={**environment(), "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (read.returncode, read.stdout) == (0, ""), read.stderr


def test_everything_that_is_operated_has_a_name_and_is_reached_by_tab(full: Opened) -> None:
    for name, root in looks(full):
        operated = visible(root, OPERATED)
        focusable = [widget for widget in operated if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        assert [type(widget).__name__ for widget in focusable if not name_of(widget)] == [], name
        pressed = [widget for widget in operated if isinstance(widget, QAbstractButton | QComboBox)]
        assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in pressed), name
        wanted = {w for w in focusable if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus}
        assert wanted <= reached_by_tab(root), name


def test_tab_goes_down_the_page_though_some_of_it_was_made_later(full: Opened) -> None:
    for name in ("home", "chatbot"):
        page = full.page(name)
        settle(full)
        buttons = visible(page, (QPushButton, QLineEdit))
        places = [
            widget.mapTo(page, QPoint(0, 0)).y() for widget in in_focus_chain(page) if widget in buttons
        ]
        assert len(places) > 3
        assert all(after > before - SAME_LINE for before, after in itertools.pairwise(places)), (name, places)


def test_a_screen_that_is_too_small_scrolls_the_window_and_the_keyboard_follows(full: Opened) -> None:
    full.window.setMinimumSize(QSize(0, 0))  # as on a screen that draws everything twice as large
    full.page("guard")
    frame = full.window.centralWidget()
    assert isinstance(frame, AtLeast)
    full.window.resize(1024, 700)
    settle(full)
    assert frame.widget().size() == frame.viewport().size()  # no part of it is scrolled
    full.window.resize(480, 300)
    settle(full)
    assert frame.widget().size() == SMALLEST
    seen = set()
    for _ in range(12):
        full.bot.keyClick(full.window.focusWidget(), Qt.Key.Key_Tab)
        reached = full.window.focusWidget()
        place = QRect(reached.mapTo(frame.viewport(), QPoint(0, 0)), reached.size())
        assert frame.viewport().rect().intersects(place), name_of(reached)
        seen.add(name_of(reached))
    assert {"Which decisions", "Search the guard log", "Export…: what is listed"} <= seen


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_theme_is_kept(opened: Opened, shop: Shop, choice: Choice) -> None:
    system = opened.page("system").window_tab
    system.theme.entry.setCurrentIndex(system.theme.entry.findData(str(choice)))
    expected = {Choice.LIGHT: "#f5f6f8", Choice.DARK: "#14181e"}[choice]
    assert opened.window.palette().window().color().name() == expected
    assert opened.window.desk.preferences.value("theme") == str(choice)
    theme.choose(Choice.SYSTEM)
