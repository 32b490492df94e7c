"""The owner writes the answer that the bot shall give to a question from now on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.talk_records import Taught
from gui.ask import ask
from gui.desk import Desk
from gui.widgets import basics, form
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr


class TeachDialog(QDialog):
    """Ends accepted with `taught` set, or rejected. The service checks the answer before it is used."""

    taught: Taught

    def __init__(
        self,
        desk: Desk,
        question: str = "",
        answer: str = "",
        others: str = "",
        known: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`others` are further wordings, one on a line; `known` is the id of an answer to change."""
        super().__init__(parent)
        self._desk = desk
        self._known = known
        self.setWindowTitle(tr("Change an answer") if known else tr("Approve an answer"))
        self._banner = ErrorBanner()
        self.question = form.line(
            tr("When a customer asks"), tr("So that it can be understood on its own: no “it” or “they”.")
        )
        self.others = form.lines(
            tr("Also when it is asked like this"),
            tr("One wording on a line. The bot recognises small differences by itself."),
        )
        self.answer = form.lines(tr("the bot answers"), tr("Word for word, as an answer of your shop."))
        for field, text in ((self.question, question), (self.others, others), (self.answer, answer)):
            field.set_text(text)
        self.save = basics.button(tr("Save"), self._save, primary=True)
        buttons = basics.row(basics.button(tr("Cancel"), self.reject), self.save)
        buttons.insertStretch(0)
        notice = basics.label(
            tr("A price or stock in it stays as you write it when your product list changes."), "quiet"
        )
        fields = basics.column(self.question, self.others, self.answer, notice, spacing=10)
        for field in (self.others, self.answer):
            fields.setStretchFactor(field, 1)
        inside = QWidget()
        inside.setLayout(fields)
        parts = (self._banner, basics.scrolled(inside), buttons)
        self.setLayout(basics.column(*parts, margin=16, spacing=10))
        basics.open_at(self, 560, 480)
        (self.answer if question else self.question).entry.setFocus()

    def _save(self) -> None:
        question, answer = self.question.text().strip(), self.answer.text().strip()
        others = tuple(line.strip() for line in self.others.text().splitlines() if line.strip())
        self.question.set_error("" if question else tr("Write the question."))
        self.answer.set_error("" if answer else tr("Write the answer."))
        if not question or not answer:
            return
        self.save.setEnabled(False)
        ask(self, self._call(question, answer, others), self._saved, self._not_saved)

    def _call(self, question: str, answer: str, others: tuple[str, ...]) -> Callable[[], Taught]:
        client, shop, known = self._desk.client, self._desk.shop.id, self._known
        if known:
            return lambda: client.change_taught(shop, known, question, answer, others)
        return lambda: client.teach(shop, question, answer, others)

    def _saved(self, taught: Taught) -> None:
        self.taught = taught
        self.accept()

    def _not_saved(self, error: ApplianceError) -> None:
        self.save.setEnabled(True)
        self._banner.show_error(error)
