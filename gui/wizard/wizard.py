"""From nothing to the owner's own products answering; it can be left at any step and gone on with later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from gui.ask import ask
from gui.desk import Desk
from gui.widgets import basics
from gui.wizard.computer import Computer
from gui.wizard.exam import Exam
from gui.wizard.knowledge import Knowledge
from gui.wizard.live import Live
from gui.wizard.model import Model
from gui.wizard.shop import Shop
from gui.wizard.step import Step
from gui.wizard.trial import Trial
from gui.wizard.welcome import Welcome
from gui.words import tr

if TYPE_CHECKING:
    from appliance.core.schemas import Shop as Record

STEPS = ("welcome", "computer", "shop", "model", "products", "trial", "exam", "live")
LIST_WIDTH = 200


def titles() -> dict[str, str]:
    """Return the words for every step."""
    return {
        "welcome": tr("Welcome"),
        "computer": tr("This computer"),
        "shop": tr("Your shop"),
        "model": tr("A language model"),
        "products": tr("Your products"),
        "trial": tr("Try your bot"),
        "exam": tr("The exam"),
        "live": tr("On your website"),
    }


class Wizard(QWidget):
    """`made` brings the shop once there is one; `left` says that the owner goes on later, `finished` that
    all is done."""

    made = Signal(object)
    left = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, shop: Record | None = None, step: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._shop = shop
        self._steps: dict[str, Step] = {}
        self._names: dict[str, QLabel] = {}
        self.stack = QStackedWidget()
        self.back = basics.button(tr("Back"), self._back)
        self.later = basics.button(tr("Go on later"), self._leave, flat=True)
        self.skip = basics.button(tr("Skip"), self._next, flat=True)
        self.proceed = basics.button(tr("Next"), self._go_on, primary=True)
        self._arrange()
        self.name = STEPS[0]
        self.show_step(step if step in STEPS else STEPS[0])

    @property
    def step(self) -> Step:
        """The step at the front."""
        return self._steps[self.name]

    def show_step(self, name: str) -> None:
        """Bring a step to the front, and remember that the owner is there."""
        self.name = name
        if name not in self._steps:
            self._add(name)
        self.stack.setCurrentWidget(self.step)
        self.step.refresh()
        self._keep(finished=False)
        self._settle()
        (self.proceed if self.step.ready() else self.step).setFocus()

    def refresh(self) -> None:
        """The service came back."""
        self.step.refresh()

    # --- putting together ---

    def _arrange(self) -> None:
        listed = basics.identified(QFrame(), "steps")
        lines = basics.column(spacing=4, margin=16)
        for number, (name, title) in enumerate(titles().items(), start=1):
            label = basics.label(f"{number}. {title}")
            self._names[name] = label
            lines.addWidget(label)
        lines.addStretch()
        listed.setLayout(lines)
        listed.setFixedWidth(LIST_WIDTH)
        bottom = basics.row(self.later, self.back, self.skip, self.proceed, margin=12)
        bottom.insertStretch(1)
        bar = basics.identified(QFrame(), "strip")
        bar.setLayout(bottom)
        right = basics.column(spacing=0)
        right.addWidget(self.stack, 1)
        right.addWidget(bar)
        whole = basics.row(listed, spacing=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def _add(self, name: str) -> None:
        makers: dict[str, Callable[[], Step]] = {
            "welcome": partial(Welcome, self._desk),
            "computer": partial(Computer, self._desk),
            "shop": self._shop_step,
            "model": partial(Model, self._desk),
            "products": partial(Knowledge, self._desk),
            "trial": partial(Trial, self._desk),
            "exam": partial(Exam, self._desk),
            "live": partial(Live, self._desk),
        }
        made = makers[name]()
        made.done.connect(self._next)
        made.changed.connect(self._settle)
        self._steps[name] = made
        self.stack.addWidget(made)

    def _shop_step(self) -> Step:
        made = Shop(self._desk, self._shop)
        made.made.connect(self._take_shop)
        return made

    def _take_shop(self, shop: Record) -> None:
        self._shop = shop
        self._desk.change_shop(shop)
        self.made.emit(shop)

    # --- moving ---

    def _back(self) -> None:
        self.show_step(STEPS[STEPS.index(self.name) - 1])

    def _go_on(self) -> None:
        self.step.go_on()

    def _next(self) -> None:
        place = STEPS.index(self.name) + 1
        if place < len(STEPS):
            self.show_step(STEPS[place])
        else:
            self._keep(finished=True, then=self.finished.emit)

    def _leave(self) -> None:
        self.left.emit()

    def _settle(self) -> None:
        """Show the buttons that do something now, and where in the list the owner is."""
        place = STEPS.index(self.name)
        self.back.setEnabled(place > 0)
        self.later.setVisible(self._shop is not None)
        self.skip.setVisible(self.step.can_skip and not self.step.ready())
        self.proceed.setText(self.step.way_on())
        self.proceed.setAccessibleName(self.step.way_on())
        self.proceed.setEnabled(self.step.ready())
        if self.step.ready() and self.focusWidget() is self.step:
            self.proceed.setFocus()  # the owner waited for it and did nothing else
        for number, name in enumerate(STEPS):
            label = self._names[name]
            basics.restyle(label, "kind", "strong" if number == place else "quiet")

    def _keep(self, *, finished: bool, then: Callable[[], None] = lambda: None) -> None:
        """Let the service remember where the owner is; there is nobody to remember it for without a shop."""
        shop = self._shop
        if shop is None:
            return
        name = self.name
        ask(
            self,
            lambda: self._desk.client.save_setup(shop.id, name, finished=finished),
            lambda _: then(),
            self.step.failed,
        )
