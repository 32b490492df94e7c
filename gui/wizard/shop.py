"""The shop: what the bot is to know of it. Made when the owner goes on; changed when they come back."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimeZone, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import Shop as Record
from gui.desk import Desk
from gui.presenters import profile
from gui.widgets import basics, form
from gui.wizard.step import Step
from gui.words import tr

DRAFT = "first steps"
WIDE = ("opening_hours", "languages")


class Shop(Step):
    """`made` brings the shop, new or changed. What is typed is kept while the wizard is left."""

    made = Signal(object)
    can_skip = False

    def __init__(self, desk: Desk, shop: Record | None) -> None:
        super().__init__(desk, tr("Your shop"))
        self._shop = shop
        self._saving = False
        self.fields = _fields()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        place = 0
        for name, field in self.fields.items():
            place += place % 2 if name in WIDE else 0
            grid.addWidget(field, place // 2, place % 2, 1, 2 if name in WIDE else 1)
            place += 2 if name in WIDE else 1
            field.changed.connect(self._typed)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.setContentsMargins(0, 0, 0, 0)
        holder, inside = QWidget(), QWidget()
        holder.setLayout(grid)
        inside.setLayout(basics.column(basics.card(holder)))
        inside.layout().addStretch()  # type: ignore[union-attr]
        self.body.addWidget(basics.scrolled(inside))
        self._fill()
        self.setFocusProxy(self.fields["name"].entry)

    def ready(self) -> bool:
        return not self._saving and bool(self.fields["name"].text().strip())

    def go_on(self) -> None:
        read = profile.read({name: field.text() for name, field in self.fields.items()})
        for name, field in self.fields.items():
            field.set_error(read.errors.get(name, ""))
        change, known = read.change, self._shop
        if change is None:
            next(self.fields[name] for name in self.fields if name in read.errors).entry.setFocus()
            return

        def save() -> Record:
            client = self.desk.client
            shop = known.id if known else client.create_shop(change.name or "").shop.id
            return client.change_shop(shop, change)

        self._saving = True
        self.changed.emit()
        self.ask(save, self._saved, self._not_saved)

    def _saved(self, shop: Record) -> None:
        self._saving, self._shop = False, shop
        self.desk.preferences.remove(DRAFT)
        self.made.emit(shop)
        self.done.emit()

    def _not_saved(self, error: ApplianceError) -> None:
        self._saving = False
        self.changed.emit()
        self.failed(error)

    def _typed(self) -> None:
        for name, field in self.fields.items():
            self.desk.preferences.setValue(f"{DRAFT}/{name}", field.text())
        self.changed.emit()

    def _fill(self) -> None:
        """Show the shop as it is, else what was typed before the wizard was left."""
        if self._shop is not None:
            texts = profile.typed(self._shop)
        else:
            kept = self.desk.preferences
            texts = {
                name: str(kept.value(f"{DRAFT}/{name}"))
                for name in self.fields
                if kept.value(f"{DRAFT}/{name}") is not None
            }
        for name, field in self.fields.items():
            if name in texts:
                field.set_text(texts[name])


def _fields() -> dict[str, form.Field]:
    here = QTimeZone.systemTimeZoneId().toStdString()
    zones = [(zone, zone.replace("_", " ")) for zone in profile.TIME_ZONES]
    fields = {
        "name": form.line(tr("Name of your shop")),
        "website": form.line(tr("Website"), placeholder="https://example.com"),
        "contact": form.line(
            tr("E-mail or contact page"), tr("Given to customers when the bot cannot help.")
        ),
        "phone": form.line(tr("Phone"), tr("Given to customers, too.")),
        "opening_hours": form.lines(tr("Opening hours"), tr("In your own words, such as “Mon–Fri 9–5:30”.")),
        "time_zone": form.choice(tr("Time zone"), zones),
        "currency": form.choice(tr("Currency of your prices"), [(code, code) for code in profile.CURRENCIES]),
        "languages": form.languages(columns=5),
        "tone": form.tone(),
    }
    fields["languages"].set_text(profile.spoken_here(QLocale.system().name()))
    if here in profile.TIME_ZONES:
        fields["time_zone"].set_text(here)
    return fields
