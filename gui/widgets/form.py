"""A field of a form: its name above, a hint, the input, and a sentence when what is typed cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gui.presenters import profile
from gui.widgets import basics
from gui.widgets.languages import Languages
from gui.words import tr

LINES_HEIGHT = 84
Entry = QLineEdit | QPlainTextEdit | QComboBox | Languages


class Field(QWidget):
    """`changed` is emitted when the owner changes it."""

    changed = Signal()

    def __init__(self, name: str, entry: Entry, hint: str = "") -> None:
        super().__init__()
        self.entry = entry
        title = basics.label(name, "strong")
        title.setBuddy(entry)
        entry.setAccessibleName(name)
        entry.setAccessibleDescription(hint)
        self._error = basics.label(kind="error")
        self._error.hide()
        layout = basics.column(title, entry, self._error, spacing=3)
        if hint:
            layout.addWidget(basics.label(hint, "quiet"))
        layout.addStretch()
        self.setLayout(layout)
        if isinstance(entry, QComboBox):
            entry.currentIndexChanged.connect(self.changed)
        elif isinstance(entry, Languages):
            entry.changed.connect(self.changed)
        else:
            entry.textChanged.connect(self.changed)

    def text(self) -> str:
        if isinstance(self.entry, QComboBox):
            return str(self.entry.currentData())
        if isinstance(self.entry, QLineEdit | Languages):
            return self.entry.text()
        return self.entry.toPlainText()

    def set_text(self, text: str) -> None:
        """Show the text, without telling that it changed. A combo box learns a value it does not know."""
        self.blockSignals(True)
        if isinstance(self.entry, QComboBox):
            if self.entry.findData(text) < 0:
                self.entry.addItem(text, text)
            self.entry.setCurrentIndex(self.entry.findData(text))
        elif isinstance(self.entry, QLineEdit):
            self.entry.setText(text)
        elif isinstance(self.entry, Languages):
            self.entry.set_text(text)
        else:
            self.entry.setPlainText(text)
        self.blockSignals(False)

    def set_error(self, sentence: str) -> None:
        """Show what is wrong, or that nothing is."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        basics.restyle(self.entry, "bad", bool(sentence))


def snug(field: Field) -> Field:
    """Return the field as high as it has to be: alone in a column it needs no room below."""
    field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return field


def line(name: str, hint: str = "", placeholder: str = "") -> Field:
    entry = QLineEdit()
    entry.setPlaceholderText(placeholder)
    return Field(name, entry, hint)


def lines(name: str, hint: str = "") -> Field:
    entry = QPlainTextEdit()
    entry.setTabChangesFocus(True)
    entry.setFixedHeight(LINES_HEIGHT)
    return Field(name, entry, hint)


def reached(shop_address: str = "") -> Field:
    """Return the field for where customers reach this computer."""
    made = line(
        tr("Address at which customers reach this computer"),
        tr(
            "Whoever looks after your website sets it up and tells you. While this is empty, the bot is seen"
            " on this computer only."
        ),
        placeholder="https://bot.example.com",
    )
    made.set_text(shop_address)
    return snug(made)


def languages(columns: int = 3) -> Field:
    """Return the field for what the bot answers in, the boxes in so many columns."""
    return Field(tr("Languages your bot answers in"), Languages(columns))


def tone() -> Field:
    return choice(
        tr("How your bot sounds"), profile.tones(), tr("Prices, stock and delivery times stay the same.")
    )


def choice(name: str, options: list[tuple[str, str]], hint: str = "") -> Field:
    """Return a field with (value, words) to choose from."""
    entry = basics.Choice()
    for value, words in options:
        entry.addItem(words, value)
    return Field(name, entry, hint)
