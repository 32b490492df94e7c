"""What the bot knows of the shop itself, saved field by field checked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFrame, QGridLayout, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import Shop
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import profile
from gui.widgets import basics, form
from gui.widgets.chat_preview import ChatPreview
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.form import Field
from gui.words import tr


class SettingsTab(QWidget):
    """Fields keep what the owner types until it is saved; a refresh does not overwrite it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._banner = ErrorBanner()
        self.fields: dict[str, Field] = {}
        self._told = basics.label(kind="quiet")
        self.preview = ChatPreview()

    def make(self) -> Iterator[None]:
        """Make what the tab holds, in steps: there are many fields."""
        for made in (_shop_fields, _bot_fields):
            self.fields |= made()
            yield
        self._colour = basics.button(tr("Choose…"), self._choose_colour, about=tr("Colour"))
        self.save = basics.button(tr("Save"), self._save, primary=True)
        self._undo = basics.button(tr("Discard changes"), self._discard)
        for field in self.fields.values():
            field.changed.connect(self._changed)
        inside = QWidget()
        cards = basics.column(self._bot(), spacing=12)
        yield
        cards.addWidget(self._shop())
        inside.setLayout(cards)
        bottom = basics.row(self._told, self._undo, self.save)
        bottom.setStretch(0, 1)
        layout = basics.column(self._banner, basics.scrolled(inside), bottom)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        yield
        self._discard()

    def refresh(self) -> None:
        if not self.save.isEnabled():
            self._show(self._desk.shop)

    def _shop(self) -> QFrame:
        names = ("name", "website", "contact", "phone", "address", "opening_hours", "time_zone", "currency")
        return self._group(tr("Your shop"), names)

    def _bot(self) -> QFrame:
        """Return the card of the bot's own words, with the chat beside them as customers see it."""
        words = basics.column(
            self.fields["greeting"],
            self.fields["tone"],
            self.fields["languages"],
            self._with_chooser(),
            self.fields["away_text"],
            self.fields["handoff_text"],
            self.fields["privacy_url"],
            spacing=10,
        )
        seen = basics.column(basics.label(tr("How customers see it"), "strong"), self.preview)
        seen.addStretch()
        beside = basics.row(words, seen, spacing=16)
        beside.setStretch(0, 1)
        return basics.card(basics.label(tr("Your bot"), "heading"), beside)

    def _group(self, title: str, names: tuple[str, ...]) -> QFrame:
        """Return a card with two columns of fields; texts of several lines take both."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        place = 0
        for name in names:
            wide = name == "opening_hours"
            place += place % 2 if wide else 0
            grid.addWidget(self.fields[name], place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        holder = QWidget()
        grid.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(grid)
        return basics.card(basics.label(title, "heading"), holder)

    def _with_chooser(self) -> QWidget:
        holder = QWidget()
        line = basics.row(self.fields["colour"])
        line.addWidget(self._colour)
        line.setStretch(0, 1)
        line.setAlignment(self._colour, Qt.AlignmentFlag.AlignBottom)
        holder.setLayout(line)
        return holder

    # --- typing and saving ---

    def _changed(self) -> None:
        self.save.setEnabled(True)
        self._undo.setEnabled(True)
        self._told.setText(tr("Not saved yet."))
        self._draw()

    def _discard(self) -> None:
        self._show(self._desk.shop)
        self._told.setText("")

    def _show(self, shop: Shop) -> None:
        texts = profile.typed(shop)
        for name, field in self.fields.items():
            field.set_text(texts[name])
            field.set_error("")
        self.save.setEnabled(False)
        self._undo.setEnabled(False)
        self._draw()

    def _draw(self) -> None:
        """Show the chat with what is typed."""
        shown = ("name", "greeting", "colour", "away_text", "tone")
        self.preview.show_chat(*(self.fields[name].text().strip() for name in shown))

    def _save(self) -> None:
        read = profile.read({name: field.text() for name, field in self.fields.items()})
        for name, field in self.fields.items():
            field.set_error(read.errors.get(name, ""))
        change, shop = read.change, self._desk.shop.id
        if change is None:
            self._told.setText(tr("Some fields cannot be saved as they are."))
            next(self.fields[name] for name in self.fields if name in read.errors).entry.setFocus()
            return
        self.save.setEnabled(False)
        ask(self, lambda: self._desk.client.change_shop(shop, change), self._saved, self._not_saved)

    def _saved(self, shop: Shop) -> None:
        self._banner.hide()
        self._desk.change_shop(shop)
        self._show(shop)
        self._told.setText(tr("Saved."))

    def _not_saved(self, error: ApplianceError) -> None:
        self._banner.show_error(error)
        self._changed()

    def _choose_colour(self) -> None:
        field = self.fields["colour"]
        chosen = QColorDialog.getColor(QColor(field.text()), self, tr("Colour of the chat"))
        if chosen.isValid() and chosen.name() != field.text():
            field.set_text(chosen.name())
            self._changed()


def _shop_fields() -> dict[str, Field]:
    zones = [(zone, zone.replace("_", " ")) for zone in profile.TIME_ZONES]
    return {
        "name": form.line(tr("Name")),
        "website": form.line(tr("Website"), placeholder="https://example.com"),
        "contact": form.line(
            tr("E-mail or contact page"), tr("Given to customers when the bot cannot help.")
        ),
        "phone": form.line(tr("Phone"), tr("Given to customers, too.")),
        "address": form.line(tr("Address")),
        "opening_hours": form.lines(tr("Opening hours"), tr("In your own words, such as “Mon–Fri 9–5:30”.")),
        "time_zone": form.choice(tr("Time zone"), zones),
        "currency": form.choice(
            tr("Currency"),
            [(code, code) for code in profile.CURRENCIES],
            tr("Where your product list names none."),
        ),
    }


def _bot_fields() -> dict[str, Field]:
    return {
        "greeting": form.lines(tr("Greeting"), tr("The first thing a customer reads.")),
        "tone": form.tone(),
        "languages": form.languages(),
        "colour": form.line(tr("Colour")),
        "away_text": form.lines(
            tr("While you are closed"),
            tr("Shown in the chat outside your opening hours, and told to who asks for a person then."),
        ),
        "handoff_text": form.lines(
            tr("When a customer asks for a person"),
            tr(
                "Said before your e-mail and phone. The conversation is marked for you, and you are notified."
            ),
        ),
        "privacy_url": form.line(tr("Your privacy policy"), placeholder="https://example.com/privacy"),
    }
