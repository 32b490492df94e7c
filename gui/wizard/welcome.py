"""What this is, and what stays on this computer."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui import language
from gui.desk import Desk
from gui.widgets import basics, form
from gui.widgets.text_card import promise
from gui.wizard.step import Step
from gui.words import tr


class Welcome(Step):
    can_skip = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Welcome"))
        told = basics.label(
            tr(
                "In a few minutes your shop has its own bot: it knows your products, answers your customers"
                " on your website, and says so when it does not know."
            )
        )
        self.language = form.choice(
            tr("Language of this window"),
            [(language.SYSTEM, tr("As this computer is set")), *language.LANGUAGES.items()],
        )
        self.language.setMaximumWidth(320)
        self.language.set_text(str(desk.preferences.value("language", language.SYSTEM)))
        self.language.changed.connect(self._choose_language)
        stays = basics.card(
            basics.label(tr("What stays on this computer"), "heading"),
            promise(tr("Your product list and your documents")),
            promise(
                tr("What customers write: encrypted, and deleted after 90 days unless you choose otherwise")
            ),
            promise(tr("The language model that words the answers")),
            spacing=8,
        )
        leaves = basics.card(
            basics.label(tr("What leaves it"), "heading"),
            basics.label(
                tr(
                    "Nothing by itself. Only if you ask for it: the download of a bigger language model, and"
                    " one look at your website to see whether the bot is on it."
                )
            ),
        )
        needed = basics.label(
            tr(
                "You need: your product list as a file, and the address of your website. You can stop at any"
                " step and go on later."
            ),
            "quiet",
        )
        for part in (told, stays, leaves, needed, self.language):
            self.body.addWidget(part)
        self.body.addStretch()

    def way_on(self) -> str:
        return tr("Start")

    def _choose_language(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.desk.preferences.setValue("language", self.language.text())
        language.choose(app, self.language.text())
        QTimer.singleShot(0, self.desk, self.desk.language_changed.emit)
