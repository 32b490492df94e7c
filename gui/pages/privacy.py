"""What is kept of customers and for how long, what they are told, and deleting it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import Shop, ShopChange
from appliance.core.talk_records import ConversationsPage
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.pages.page import Page
from gui.presenters import privacy
from gui.widgets import basics, form
from gui.widgets.text_card import promise
from gui.words import counted, tr


class Privacy(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Privacy"))

    def make(self) -> Iterator[None]:
        self.days = form.choice(tr("Delete conversations after"), privacy.retentions())
        self.days.changed.connect(self._ask_retention)
        self._kept = basics.label()
        self.erase = basics.button(tr("Delete all conversations…"), self._ask_erasure)
        self._told, self._erased = basics.label(kind="quiet"), basics.label(kind="quiet")
        inside = QWidget()
        layout = basics.column(self._keeping(), spacing=12)
        yield
        layout.addWidget(self._telling())
        yield
        layout.addWidget(self._promises())
        layout.addStretch()
        inside.setLayout(layout)
        self.body.addWidget(basics.scrolled(inside), 1)

    def refresh(self) -> None:
        shop = self.desk.shop
        self.days.set_text(str(shop.retention_days))
        self._told.setText(privacy.notice(shop))
        self.ask(lambda: self.desk.client.conversations(shop.id, limit=1), self._show)

    def _show(self, page: ConversationsPage) -> None:
        self._kept.setText(
            counted(page.total, tr("{n} conversation is kept now."), tr("{n} conversations are kept now."))
        )
        self.erase.setEnabled(page.total > 0)

    # --- parts ---

    def _keeping(self) -> QFrame:
        read = basics.button(
            tr("Read, save or delete one…"), lambda: self.desk.page_wanted.emit("conversations")
        )
        buttons = basics.row(read, self.erase)
        buttons.addStretch()
        return basics.card(
            basics.label(tr("What is kept"), "heading"),
            self._kept,
            self.days,
            basics.label(
                tr(
                    "A customer who asks what is kept about them gets a copy from Conversations;"
                    " there you can also delete one conversation."
                ),
                "quiet",
            ),
            buttons,
        )

    def _telling(self) -> QFrame:
        look = basics.button(tr("Open the privacy notice"), self._open)
        line = basics.row(look)
        line.addStretch()
        return basics.card(
            basics.label(tr("What customers are told"), "heading"),
            basics.label(tr("Above every chat, fixed:")),
            basics.label(tr("“You are talking to an AI assistant. It can make mistakes.”"), "quiet"),
            basics.label(tr("Below it:")),
            self._told,
            line,
        )

    def _promises(self) -> QFrame:
        return basics.card(
            basics.label(tr("How it is kept"), "heading"),
            *(promise(words) for words in privacy.promises()),
        )

    # --- doing ---

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(privacy.notice_address(self.desk.client.url, self.desk.shop)))

    def _ask_retention(self) -> None:
        before, after = self.desk.shop.retention_days, int(self.days.text())
        shorter = after and (not before or after < before)
        question = tr(
            "Conversations and lines of the guard log older than {days} days are deleted within a day."
        ).format(days=after)
        if shorter and not ask_first(self, tr("Keep them for less time?"), question, tr("Keep for less")):
            self.days.set_text(str(before))
            return
        shop, change = self.desk.shop.id, ShopChange(retention_days=after)
        self.ask(lambda: self.desk.client.change_shop(shop, change), self._saved, self._not_saved)

    def _saved(self, shop: Shop) -> None:
        self.desk.change_shop(shop)
        self.refresh()
        self.banner.tell(tr("Saved"), privacy.kept_for(shop.retention_days))

    def _not_saved(self, error: ApplianceError) -> None:
        self.days.set_text(str(self.desk.shop.retention_days))
        self.failed(error)

    def _ask_erasure(self) -> None:
        question = tr("Every conversation goes for good, and what the guard's log keeps of their texts.")
        if ask_first(self, tr("Delete all conversations?"), question, tr("Delete all")):
            shop = self.desk.shop.id
            self.ask(lambda: self.desk.client.erase_conversations(shop, confirm=True), self._gone)

    def _gone(self, count: int) -> None:
        words = counted(count, tr("{n} conversation was deleted."), tr("{n} conversations were deleted."))
        self.banner.tell(tr("Deleted"), words)
        self.refresh()
