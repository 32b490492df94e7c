"""What every page is: a title, room for actions beside it, a banner for failures, and a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from appliance.core.errors import ApplianceError, ServiceUnreachable
from gui import ask
from gui.desk import Desk
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner

T = TypeVar("T")
MARGIN = 24


class Page(QWidget):
    """A page is made once, in steps, and `refresh`ed when it comes to the front or the service came back.

    `is_whole` says that all steps are done.
    """

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.banner = ErrorBanner()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        heading = basics.row(basics.short(title, "title"))
        heading.addStretch()
        heading.addLayout(self.buttons)
        layout = basics.column(heading, self.banner, spacing=12)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        layout.addLayout(self.body, 1)
        self.setLayout(layout)
        self.is_whole = False
        self._making = self.make()

    def make(self) -> Iterator[None]:
        """Make what the page holds; each step up to a `yield` keeps the window waiting for a moment only."""
        yield from ()

    def make_on(self) -> bool:
        """Make one more step; return whether there may be another."""
        self.is_whole = self.is_whole or next(self._making, self) is self
        return not self.is_whole

    def refresh(self) -> None:
        """Ask the service for what the page shows."""

    def ask(
        self,
        call: Callable[[], T],
        answered: Callable[[T], None],
        failed: Callable[[ApplianceError], None] | None = None,
    ) -> None:
        """Call the service off the GUI thread; failures land in the page's banner unless taken."""
        ask.ask(self, call, answered, failed or self.failed)

    def failed(self, error: ApplianceError) -> None:
        """Show what went wrong: on the page, unless it concerns all of them."""
        if isinstance(error, ServiceUnreachable):
            self.desk.failed(error)
        else:
            self.banner.show_error(error)
