"""Why a line is judged as it is, gathered for a paper."""

from fmdesk.core.domain.why_paper import WhyPaper
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.services.whys import Whys


def paper_of(whys: Whys, line_id: int, language: str) -> WhyPaper:
    """Return everything that explains a line; a unit reads what was said about its own sanctions.

    Args:
        whys: Explains lines.
        line_id: The line.
        language: `nl` or `en`.

    Raises:
        NotFoundError: `line.unknown`.
    """
    why = whys.explain(line_id, language)
    sanctions = Sanctions(whys.door).of_line(line_id, language)
    with whys.door.read() as work:
        return WhyPaper(
            organisation=work.settings.get("organisation"),
            zone=work.zone,
            why=why,
            sanctions=sanctions,
            commands=work.log.of_line(line_id),
            head=work.log.head(),
        )
