"""What happens before the window goes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fmdesk.ui.page import Page

if TYPE_CHECKING:
    from fmdesk.desktop.shell import MainWindow


def close_down(window: "MainWindow", pages: Mapping[str, Page]) -> bool:
    """Remember the window and end all background work.

    Args:
        window: The window that is to close.
        pages: Its pages by name.

    Returns:
        False where a page has to keep something first: it is shown, and the window stays.
    """
    for name, page in pages.items():
        if not page.may_close():
            window.open_page(name)
            return False
    for page in pages.values():
        page.end()
    memory = window.kit.memory
    memory.put("size", [window.width(), window.height()])
    memory.put("page", window.page_name)
    memory.save()
    window.kit.runner.close()
    return True
