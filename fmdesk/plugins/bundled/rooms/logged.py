"""What the command log says was done, by the name of the command."""

from collections.abc import Mapping

from fmdesk.plugins.api import Text

LOGGED: Mapping[str, Text] = {
    "book": Text("Zaal gereserveerd", "Room booked"),
    "repeat": Text("Reeks reserveringen gemaakt", "Series of bookings made"),
    "add_later": Text("Overgeslagen keer alsnog gereserveerd", "Skipped instance booked after all"),
    "move": Text("Reservering verplaatst", "Booking moved"),
    "cancel": Text("Reservering geannuleerd", "Booking cancelled"),
    "accept": Text("Aangeboden zaal aangenomen", "Offered room accepted"),
    "check_in": Text("Ingecheckt in een zaal", "Checked in to a room"),
    "release": Text("Rest van een reservering vrijgegeven", "Rest of a booking released"),
    "decide": Text("Aanvragen van zalen beslist", "Requests for rooms decided"),
    "take_calendar": Text("Agendabestand overgenomen", "Calendar file taken in"),
    "load": Text("Zalen geïmporteerd", "Rooms imported"),
    "add_picture": Text("Foto van een zaal toegevoegd", "Picture of a room added"),
    "drop_picture": Text("Foto van een zaal weggehaald", "Picture of a room removed"),
    "block": Text("Zaal geblokkeerd", "Room blocked"),
    "tend": Text("Reserveringen bijgewerkt naar nu", "Bookings brought up to now"),
}
