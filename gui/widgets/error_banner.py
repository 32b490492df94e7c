"""A message that stays until it is dealt with: state, what happened, what to do, details to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QWidget

from appliance.core.errors import ApplianceError
from gui.presenters import errors
from gui.widgets import basics
from gui.words import tr

DETAILS_HEIGHT = 120


class ErrorBanner(QFrame):
    """Hidden until `show_error` or `tell`. `actions` are (text, what happens) buttons beside Close, `about`
    the pages on which the owner sees for themselves what it tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied = ""
        self.about: frozenset[str] = frozenset()
        self._title = basics.label(kind="strong")
        self._message = basics.label()
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(tr("Details of the error"))
        self._details.setFixedHeight(DETAILS_HEIGHT)
        self._details.setTabChangesFocus(True)
        self._unfold = basics.button(tr("Show details"), self._toggle, flat=True)
        self._copy = basics.button(tr("Copy"), self._copy_details, flat=True)
        self._close = basics.button(tr("Close"), self.hide, flat=True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        buttons = basics.row(self._actions, self._unfold, self._copy, self._close)
        buttons.addStretch()
        self.setProperty("kind", "banner")
        self.setLayout(
            basics.column(self._title, self._message, buttons, self._details, margin=12, spacing=4)
        )
        self.hide()

    def show_error(self, error: ApplianceError, *actions: tuple[str, Callable[[], object]]) -> None:
        """Show a failure."""
        shown = errors.view(error)
        self._copied = errors.copied(shown)
        self._show("bad", shown.title, f"{shown.message} {shown.resolution}".strip(), shown.details, actions)

    def tell(
        self,
        title: str,
        message: str,
        tone: str = "good",
        *actions: tuple[str, Callable[[], object]],
        about: Iterable[str] = (),
    ) -> None:
        """Show something that is no failure."""
        self._show(tone, title, message, "", actions)
        self.about = frozenset(about)

    def text(self) -> str:
        """Return what it says, in a line."""
        return f"{self._title.text()} {self._message.text()}"

    def _show(
        self,
        tone: str,
        title: str,
        message: str,
        details: str,
        actions: tuple[tuple[str, Callable[[], object]], ...],
    ) -> None:
        self.about = frozenset()
        basics.set_tone(self, tone)
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._details.setPlainText(details)
        self._details.hide()
        self._unfold.setText(tr("Show details"))
        self._unfold.setVisible(bool(details))
        self._copy.setVisible(tone == "bad")
        basics.clear(self._actions)
        for text, pressed in actions:
            self._actions.addWidget(basics.button(text, pressed))
        self.setAccessibleName(self.text())
        self.show()

    def _toggle(self) -> None:
        shown = not self._details.isVisible()
        self._details.setVisible(shown)
        self._unfold.setText(tr("Hide details") if shown else tr("Show details"))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self._copy.setText(tr("Copied"))
