"""The window's language: the owner's choice, else the desktop's, else English.

`gui/i18n/shopwarden_<code>.ts` holds a translation and the `.qm` beside it what Qt reads; `make translations`
finds new texts and makes the `.qm`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from gui import words

I18N = Path(__file__).parent / "i18n"
SYSTEM = ""
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_CN": "简体中文"}
"""Code → the language's own name, which is what somebody who does not read this one looks for."""
TRANSLATORS = "shopwarden translators"


def choose(app: QApplication, code: str = SYSTEM) -> str:
    """Speak this language from now on; return the one that is spoken. Windows on screen keep their words."""
    spoken = code if code in LANGUAGES else of_desktop(QLocale.system().uiLanguages())
    holder = app.findChild(QObject, TRANSLATORS)
    if holder is not None:
        for known in holder.findChildren(QTranslator):
            app.removeTranslator(known)
        holder.setParent(None)
        holder.deleteLater()
    holder = QObject(app)
    holder.setObjectName(TRANSLATORS)
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
        (str(I18N), "shopwarden"),
    ):
        translator = QTranslator(holder)
        if spoken != ENGLISH and translator.load(f"{name}_{spoken}", folder):
            app.installTranslator(translator)
    words.use(lambda text: QCoreApplication.translate("", text))
    return spoken


def of_desktop(wanted: list[str]) -> str:
    """Return the first language of the desktop that there is: "zh-Hans-CN" is zh_CN, "de-AT" is English."""
    for name in wanted:
        locale = QLocale(name)
        for code in LANGUAGES:
            known = QLocale(code)
            if known.language() is locale.language() and known.script() is locale.script():
                return code
    return ENGLISH
