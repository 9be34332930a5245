"""What the command log says was done, by the name of the command."""

from collections.abc import Mapping

from fmdesk.plugins.api import Text

LOGGED: Mapping[str, Text] = {
    "load": Text(
        "Artikelen en magazijnplaatsen geïmporteerd", "Articles and stock places imported"
    ),
    "save_article": Text("Artikel opgeslagen", "Article saved"),
    "save_place": Text("Magazijnplaats opgeslagen", "Stock place saved"),
    "receive": Text("Ontvangst van goederen geboekt", "Receipt of goods booked"),
    "correct": Text("Telling gecorrigeerd", "Count corrected"),
    "hand_out": Text("Goederen aan de balie uitgegeven", "Goods handed out at the counter"),
    "transfer": Text("Goederen verplaatst", "Goods moved"),
    "undo": Text("Boeking van voorraad teruggedraaid", "Booking of stock taken back"),
    "open_count": Text("Telling begonnen", "Count begun"),
    "enter_count": Text("Geteld aantal ingevoerd", "Counted quantity entered"),
    "close_count": Text("Telling afgesloten", "Count closed"),
    "drop_count": Text("Telling vervallen", "Count dropped"),
    "save_level": Text("Bestelniveau van een plaats opgeslagen", "Reorder level of a place saved"),
    "propose": Text("Inkooporders gemaakt", "Purchase orders made"),
    "order_purchase": Text("Inkooporder als besteld vastgelegd", "Purchase order noted as sent"),
    "receive_purchase": Text(
        "Ontvangst van een inkooporder geboekt", "Receipt of a purchase order booked"
    ),
    "close_purchase": Text("Inkooporder afgesloten", "Purchase order closed"),
    "approve_count": Text("Telverschillen goedgekeurd", "Count differences approved"),
}
