"""Opening a file or an address in the program that the system has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

WEB = ("http://", "https://")


def is_web(address: str) -> bool:
    """Tell whether an address is one that a browser opens; nothing else is handed to the system."""
    return address.casefold().startswith(WEB)


def open_address(address: str) -> None:
    """Show a page in the browser; an address of another kind is left alone."""
    if is_web(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def open_file(path: Path) -> None:
    """Show a file of this machine in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
