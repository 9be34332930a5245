"""The language of the window: our texts, Qt's own buttons, and how fields show dates."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fmdesk.i18n import current_language, set_language

_LOCALES = {
    "nl": QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Languages:
    """Switches the whole window.

    Args:
        app: Takes the translations of Qt's own texts.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.choose(current_language())

    def choose(self, language: str) -> None:
        """Use a language from now on; the window then shows its texts again."""
        set_language(language)
        QLocale.setDefault(_LOCALES[language])
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(self._translator)
