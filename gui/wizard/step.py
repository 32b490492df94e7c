"""What every step of the wizard is: a page with a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal

from gui.desk import Desk
from gui.pages.page import Page
from gui.widgets import basics
from gui.words import tr


class Step(Page):
    """`done` goes to the next step, `changed` has the buttons below looked at again.

    A step that can be skipped can be done later on the pages of the window.
    """

    done = Signal()
    changed = Signal()
    can_skip = True

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        basics.named(self, title)  # has the focus while there is nothing to press

    def ready(self) -> bool:
        """Whether the way on is open."""
        return True

    def way_on(self) -> str:
        """Return the words on the button that goes on."""
        return tr("Next")

    def go_on(self) -> None:
        """The owner wants to go on: check and save, then tell `done`."""
        self.done.emit()
