"""Take the pictures of the units' own plugins: every page, on the office of their tests.

Both languages, light and dark. They stand beside each project, as `pictures/page-language.png`; one
in the dark theme says so. Its tests' modules know how an office with the plugin is made.

Usage: scripts/contrib_screenshots.py [PLUGIN ...]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LOGNAME"] = "hanneke"
ROOT = Path(__file__).resolve().parent.parent
CONTRIB = ROOT / "plugins_contrib"
sys.path[:0] = [str(ROOT / "scripts")]

from screenshots import save, settle  # noqa: E402 - stands beside this script

from fmdesk.config import LANGUAGES, Settings  # noqa: E402 - Qt's platform is chosen above
from fmdesk.desktop.app import Faults, make_application, make_window  # noqa: E402 - as above
from fmdesk.testing.office import at  # noqa: E402 - as above

SIZE = QSize(1280, 800)


def fill_catering(desk: Any) -> None:
    """A day of the kitchen: with bookings and on their own."""
    desk.clock.at = at("2026-03-02T09:00")
    for start, people, menu in (
        ("2026-03-05T09:00", 8, "KOFFIE"),
        ("2026-03-05T11:00", 12, "LUNCH"),
        ("2026-03-05T13:00", 6, "KOFFIE"),
    ):
        _line, number = desk.book(start, people)
        desk.order(menu, people=people, booking=number, diets="2 vegetarisch")


def fill_visitors(desk: Any) -> None:
    """A morning at the reception: some are inside, one is expected."""
    first = desk.announce("Wim de Boer", "Anouk Smit")
    desk.announce("Bo Vink", "Cem Kaya", "Eva Prins", host="P2", arrival="2026-03-02T11:00")
    desk.announce("Lotte Mulder", host="P2", arrival="2026-03-02T13:30")
    desk.clock.at = at("2026-03-02T10:05")
    for badge, guest in enumerate(desk.guests(first), 1):
        desk.arrive(guest, badge)


def fill_vehicles(desk: Any) -> None:
    """A day of the pool: one is out, two are reserved."""
    out = desk.lend(vehicle="A2", purpose="Naar de klant")
    desk.lend(start="2026-03-02T13:00", end="2026-03-02T16:00", purpose="Beurs in Utrecht")
    desk.lend("bike", start="2026-03-02T09:30", end="2026-03-02T11:00", purpose="Naar het station")
    desk.clock.at = at("2026-03-02T10:00")
    desk.hand_out(out)


FILLS: dict[str, Callable[[Any], None]] = {
    "catering": fill_catering,
    "vehicles": fill_vehicles,
    "visitors": fill_visitors,
}
SHOWN = {"catering.kitchen": lambda page: page.days.go_to(at("2026-03-05T09:00").date())}
"""What is done on a page before it is taken."""


def main() -> None:
    """Take the pictures of the plugins that are named, or of all."""
    app = make_application()
    for plugin in sys.argv[1:] or FILLS:
        sys.path[:0] = [str(CONTRIB / plugin), str(CONTRIB / plugin / "tests")]
        office = import_module(f"{plugin}_office")
        with tempfile.TemporaryDirectory() as place:
            url = f"sqlite:///{place}/office.db"
            office.fill(url)
            with office.opened(url, Path(place, "data")) as desk:
                FILLS[plugin](desk)
                take(app, desk, plugin, Path(place))


def take(app: Any, desk: Any, plugin: str, place: Path) -> None:
    """Take the pages of a plugin."""
    services = replace(desk.office.services, time=desk.office.door.office_time())
    window = make_window(app, Settings(data_dir=place), lambda: services, Faults())
    window.resize(SIZE)
    window.show()
    settle(window)
    pictures = CONTRIB / plugin / "pictures"
    pictures.mkdir(exist_ok=True)
    for owner, view in desk.office.extensions.views():
        name = f"{owner}.{view.id}"
        if owner != plugin:
            continue
        for theme in ("light", "dark"):
            window.theme.choose(theme)
            for language in LANGUAGES:
                window.speak(language)
                window.open_page(name, None)
                settle(window)
                SHOWN.get(name, lambda _page: None)(window.page())
                settle(window)
                end = "" if theme == "light" else f"-{theme}"
                path = pictures / f"{view.id}-{language}{end}.png"
                save(window.grab(), path)
                print(path)
    window.close()
    settle(window)


if __name__ == "__main__":
    main()
