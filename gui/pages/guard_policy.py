"""How strict the guard is, in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from appliance.core.schemas import Shop, ShopChange
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import guard
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr


class PolicyTab(QWidget):
    """A choice counts at once; the banner takes it back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = ErrorBanner()
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        cards = []
        for name, title, words in guard.policies():
            button = QRadioButton(title)
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda _, name=name: self._choose(name))
            self._group.addButton(button)
            self.choices[name] = button
            cards.append(basics.card(button, basics.label(words, "quiet"), spacing=2))
        inside = QWidget()
        layout = basics.column(self.banner, *cards)
        layout.addStretch()
        inside.setLayout(layout)
        self.setLayout(basics.column(basics.scrolled(inside)))

    def reload(self) -> None:
        self.choices[self._desk.shop.policy].setChecked(True)

    def _choose(self, name: str) -> None:
        before = self._desk.shop.policy
        if name != before:
            self._save(name, before)

    def _save(self, name: str, before: str) -> None:
        shop, change = self._desk.shop.id, ShopChange(policy=name)

        def saved(changed: Shop) -> None:
            self._desk.change_shop(changed)
            self.reload()
            undo = (tr("Undo"), lambda: self._save(before, name))
            words = tr("The guard is “{policy}” from now on.").format(policy=guard.policy(name))
            self.banner.tell(tr("Saved"), words, "good", undo)

        ask(self, lambda: self._desk.client.change_shop(shop, change), saved, self._desk.failed)
