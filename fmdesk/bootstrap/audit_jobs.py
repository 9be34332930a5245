"""The command log verified, and written to a file, in a process of its own."""

from collections.abc import Iterator
from pathlib import Path

from fmdesk.bootstrap.opening import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.audit import LogFilter, VerifyReport
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.permissions import Area
from fmdesk.core.ports import Progress
from fmdesk.core.services.command_words import CommandWords
from fmdesk.core.services.office import Services
from fmdesk.core.services.projection import project
from fmdesk.core.sql.verify import verify
from fmdesk.i18n import _, using_language
from fmdesk.reports.log_file import Row, write

TOLD_EVERY = 1000


def verify_job(settings: Settings, heads: tuple[str, ...], progress: Progress) -> VerifyReport:
    """Verify the office's database in this process, with heads that somebody has on paper.

    Raises:
        NotAllowedError: `access.area`.
        DomainError: `job.cancelled`.
    """
    with open_office(settings) as office:
        with office.door.read(Area.AUDIT):
            """Only who may read the log learns what is wrong with it."""
        return verify(office.door, project, anchors=heads, progress=progress)


def export_log_job(
    settings: Settings, wanted: LogFilter, language: str, path: Path, progress: Progress
) -> int:
    """Write the commands that fit to a file, in this process; return how many.

    Raises:
        NotAllowedError: `access.area`.
        NotFoundError: `line.unknown`.
        StorageError: `attachment.unwritten`.
        DomainError: `job.cancelled`.
    """
    with open_office(settings) as office, using_language(language):
        total = office.services.audits.extent(wanted).total
        titles = (
            _("Row"),
            _("When"),
            _("Login"),
            _("Who"),
            _("Command"),
            _("What"),
            _("Id"),
            _("Digest"),
            _("Hash before"),
            _("Hash"),
        )
        written = 0

        def counted() -> Iterator[Row]:
            """Yield each row; more or fewer may fit by now than when their number was asked."""
            nonlocal written
            rows = _rows(office.services, wanted, language, total, progress)
            for written, row in enumerate(rows, 1):  # noqa: B007  # the last number is answered
                yield row

        write(path, titles, counted(), language)
    return written


def _rows(
    services: Services, wanted: LogFilter, language: str, total: int, progress: Progress
) -> Iterator[Row]:
    names, time = dict(services.audits.people()), services.time
    known = CommandWords(services.extensions.command_words())
    for done, view in enumerate(services.audits.every(wanted)):
        if done % TOLD_EVERY == 0:
            progress.report(done, total)
            if progress.is_cancelled():
                raise DomainError("job.cancelled")
        row = view.row
        at = f"{time.local(row.at):%Y-%m-%d %H:%M:%S}"
        who = (row.actor, names.get(row.actor, row.actor))
        what = (row.name, known.name_of(row.name, language))
        yield (row.seq, at, *who, *what, view.op_id, view.digest, view.previous, row.hash)
