"""Why a line is judged as it is, on paper: all of it, in both languages, to the same bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.objection import Act, DecisionView, SanctionView, Standing, TakenBack
from fmdesk.core.domain.views import PostedView, Why
from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand, WhyPaper
from fmdesk.i18n import stamp, using_language
from fmdesk.reports.why_words import ACTS, EVENTS
from fmdesk.reports.writer import render_why
from tests.desktop.made import line_view, verdict
from tests.unit.reports.readback import pages, whole

NOW = datetime(2026, 12, 2, 9, 30, 15, tzinfo=UTC)
HEAD = ChainHead(4711, "ab12" * 16, NOW)
COMMANDS = (
    LoggedCommand(12, "intake.take", "ayse", NOW - timedelta(days=8), "c0ffee00" * 8),
    LoggedCommand(98, "sanctions.decide", "bas", NOW, "deadbeef" * 8),
)


def sanction() -> SanctionView:
    return SanctionView(
        id=3,
        line_id=1,
        number="M000123.1",
        product="Kopieerpapier",
        charter="Uit voorraad binnen 24 uur",
        unit="Voorraad",
        month="2026-11",
        cents=9200,
        points=0,
        state="moved",
        told_at=NOW,
        term_ends_at=NOW + timedelta(days=10),
        is_in_term=True,
        needs_second=True,
        standing=Standing(),
        acts=(
            DecisionView(NOW, "piet", Act.OBJECTION, "de desk had het twintig uur"),
            DecisionView(NOW, "bas", Act.MOVE, "terecht", "Servicebalie"),
        ),
    )


def paper(language: str) -> WhyPaper:
    """Return the paper of a line that was late for half, objected to and moved."""
    events = (
        LineEvent(1, EventKind.RECEIVED, NOW, "ayse"),
        LineEvent(2, EventKind.DELIVERED, NOW, "piet", quantity=10),
        LineEvent(3, EventKind.CORRECTED, NOW, "bas", reason="klok", corrected_at=NOW),
    )
    line = line_view(1, language, events, 3)
    kept, broken = (verdict(language, is_broken=one) for one in (False, True))
    intake, picked = broken.step_times
    broken = replace(broken, step_times=(intake, replace(picked, seconds=85_500)))
    verdicts = (kept, broken)
    return WhyPaper(
        "Testbedrijf", "Europe/Amsterdam", Why(line, verdicts), (sanction(),), COMMANDS, HEAD
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            (
                *("Wat er gebeurde", "Getelde en overgeslagen tijd", "Samen geteld", "26:00:00"),
                *("Wie het draagt", "Voorraad: ", "5 / 10 × € 184,00 = € 92,00", "Gebroken"),
                *("24 klokuren", "wacht op klant, A. de Vries", "Tijd per stap", "24:00:00"),
                *("Bezwaar", "de desk had het twintig uur", "Verplaatst naar Servicebalie"),
                *("De plaats in het logboek", "intake.take", "4.711", "Stand van 02-12-2026"),
            ),
        ),
        (
            "en",
            (
                *("What happened", "Counted and skipped time", "Counted together", "26:00:00"),
                *("Who bears it", "Stock: owner of the product", "Broken", "24 clock hours"),
                *("Time per step", "Objection", "Moved to Servicebalie", "Its place in the log"),
                *("sanctions.decide", "4,711", "As of 2 Dec 2026 10:30"),
            ),
        ),
    ],
)
def test_everything_it_rests_on_stands_on_it(language: str, said: tuple[str, ...]) -> None:
    text = whole(render_why(paper(language), language))
    assert [words for words in said if words not in text] == []
    unbroken = text.replace(" ", "")
    for number in (HEAD.hash, *(one.hash for one in COMMANDS)):
        assert number in unbroken


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Teruggenomen bij het sluiten van december 2026"),
        ("en", "Taken back with the close of December 2026"),
    ],
)
def test_a_sanction_that_was_taken_back_says_when(language: str, said: str) -> None:
    made = paper(language)
    assert said not in whole(render_why(made, language))
    back = TakenBack("2026-12", NOW + timedelta(days=31))
    gone = replace(sanction(), state="withdrawn", taken_back=back)
    assert said in whole(render_why(replace(made, sanctions=(gone,)), language))


def usual(language: str) -> WhyPaper:
    """Return the paper of a line as there are many: three steps, late, credited and posted."""
    kinds = (EventKind.STARTED, EventKind.STEP_FINISHED)
    steps = [LineEvent(2 + n, kinds[n % 2], NOW, "Hanneke Schouten", n // 2) for n in range(6)]
    events = (
        LineEvent(1, EventKind.RECEIVED, NOW, "Hanneke Schouten"),
        *steps,
        LineEvent(8, EventKind.DELIVERED, NOW, "Hanneke Schouten", quantity=10),
        LineEvent(9, EventKind.READY, NOW, "Hanneke Schouten"),
    )
    broken = replace(verdict(language, is_broken=True), exceptions=())
    place, unit = "4310 Klantcontactcentrum", "Magazijn en inkoop"
    posted = tuple(
        PostedView("2026-11", kind, account, 15000, "")
        for kind in ("charge", "sanction")
        for account in (place, unit)
    )
    line = replace(line_view(1, language, events, 3), posted=posted)
    said = replace(sanction(), acts=())
    logged = tuple(replace(COMMANDS[1], seq=90 + n, name="lines.finish_step") for n in range(7))
    return replace(paper(language), why=Why(line, (broken,)), sanctions=(said,), commands=logged)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_usual_line_is_one_page(language: str) -> None:
    (page,) = pages(render_why(usual(language), language))
    assert page.count(COMMANDS[1].hash) == 7, "a hash stands on one line"
    assert HEAD.hash in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ("Stap begonnen: Picken", "Stap klaar: Bezorgen", "2 · 5 stuks")),
        ("en", ("Step started: Picking", "Step finished: Delivery", "2 · 5 pieces")),
    ],
)
def test_an_event_names_its_step(language: str, said: tuple[str, ...]) -> None:
    text = whole(render_why(usual(language), language))
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize(
    ("language", "counts", "undone", "one", "many"),
    [
        (
            *("nl", "Stap klaar: Picken van {at} telt als {now} · klok"),
            *("Overmacht van {at} · toch niet", "1 stuk ", "1 stuks"),
        ),
        (
            *("en", "Step finished: Picking of {at} counts as {now} · klok"),
            *("Force majeure of {at} · toch niet", "1 piece ", "1 pieces"),
        ),
    ],
)
def test_a_correction_says_which_event_it_is_about(
    language: str, counts: str, undone: str, one: str, many: str
) -> None:
    sooner, now = NOW - timedelta(hours=3), NOW - timedelta(hours=5)
    events = (
        LineEvent(1, EventKind.STEP_FINISHED, sooner, "piet", 1),
        LineEvent(2, EventKind.FORCE_MAJEURE, sooner, "piet", reason="storm"),
        LineEvent(3, EventKind.DELIVERED, sooner, "piet", quantity=1),
        LineEvent(4, EventKind.CORRECTED, NOW, "bas", reason="klok", corrects=1, corrected_at=now),
        LineEvent(5, EventKind.FORCE_MAJEURE_UNDONE, NOW, "bas", reason="toch niet", corrects=2),
    )
    made = paper(language)
    line = replace(line_view(1, language, events, 3), posted=())
    text = whole(render_why(replace(made, why=Why(line, ())), language))
    with using_language(language):
        at, until = (f"{stamp(one, made.zone)}:15" for one in (sooner, now))
    said = " ".join(text.split())
    assert counts.format(at=at, now=until) in said
    assert undone.format(at=at) in said
    assert one in said
    assert many not in said


@pytest.mark.parametrize(
    ("language", "trial", "given"),
    [
        (
            "nl",
            ("[op proef]", "Tegoed als het gold", "Wat het zou kosten", "Wie het zou dragen"),
            ("Gecrediteerd", "Wat het kost ", "Wie het draagt"),
        ),
        (
            "en",
            ("[in trial]", "Credited if it held", "What it would cost", "Who would bear it"),
            ("Credited €", "What it costs", "Who bears it"),
        ),
    ],
)
def test_a_trial_credits_nothing(
    language: str, trial: tuple[str, ...], given: tuple[str, ...]
) -> None:
    made = usual(language)
    tried = replace(made.why.verdicts[0], is_trial=True)
    text = whole(render_why(replace(made, why=replace(made.why, verdicts=(tried,))), language))
    assert [words for words in trial if words not in text] == []
    assert [words for words in given if words in text] == []


def test_the_counted_intervals_sum_to_the_second() -> None:
    (kept, broken) = paper("nl").why.verdicts
    for one in (kept, broken):
        assert sum(part.seconds for part in one.intervals) == one.elapsed


@pytest.mark.parametrize(
    ("language", "until", "added", "closed"),
    [
        (
            *("nl", "Tot de belofte verliep op DUE."),
            "Totaal tot dan 24:00:00 Nadat de belofte was verlopen 2:00:00 Samen geteld 26:00:00",
            "Totaal tot dan 9:00:00 Intussen gesloten 15:00:00 Nadat de belofte was verlopen",
        ),
        (
            *("en", "Until the promise ran out on DUE."),
            "Total until then 24:00:00 After the promise ran out 2:00:00 Counted together 26:00:00",
            "Total until then 9:00:00 Meanwhile closed 15:00:00 After the promise ran out",
        ),
    ],
)
def test_the_time_of_the_steps_says_until_when_and_ties(
    language: str, until: str, added: str, closed: str
) -> None:
    made = paper(language)
    broken = made.why.verdicts[1]
    with using_language(language):
        due = f"{stamp(broken.due_at, made.zone)}:{broken.due_at:%S}" if broken.due_at else ""
    text = whole(render_why(made, language))
    assert until.replace("DUE", due) in text
    assert added in text
    intake, picked = broken.step_times  # a promise in clock hours; the steps count working hours
    steps = (intake, replace(picked, seconds=9 * 3600 - intake.seconds))
    other = replace(broken, step_times=steps, over_working=3600)
    text = whole(render_why(replace(made, why=replace(made.why, verdicts=(other,))), language))
    assert closed in text
    assert added.rpartition("2:00:00 ")[2] in text.partition(closed)[2]
    unsaid = replace(broken, step_times=(replace(picked, seconds=200_000),))
    text = whole(render_why(replace(made, why=replace(made.why, verdicts=(unsaid,))), language))
    assert added.rpartition("2:00:00 ")[2] not in text.partition("55:33:20")[2], "no sum is forced"


def test_every_page_says_of_how_many_it_is() -> None:
    for language, words in (("nl", "pagina {n} van {m}"), ("en", "page {n} of {m}")):
        found = pages(render_why(paper(language), language))
        for n, page in enumerate(found, 1):
            assert words.format(n=n, m=len(found)) in page


def test_equal_figures_give_equal_bytes_and_another_head_does_not() -> None:
    first = render_why(paper("nl"), "nl")
    assert render_why(paper("nl"), "nl") == first
    other = replace(paper("nl"), head=replace(HEAD, hash="0" * 64))
    assert render_why(other, "nl") != first


def test_a_line_without_a_promise_and_without_commands_says_so() -> None:
    bare = paper("en")
    line = replace(bare.why.line, posted=(), events=())
    bare = replace(bare, why=Why(line, ()), sanctions=(), commands=())
    text = whole(render_why(bare, "en"))
    assert "No charter promises anything about this line." in text
    assert "came in as one whole" in text
    for word in ("Ledger", "Sanction of", "Counted together"):
        assert word not in text


def test_no_page_ends_with_a_title_and_words_are_never_markup() -> None:
    """However far down a part begins, its title stands with what it is about."""
    events = tuple(LineEvent(n, EventKind.NOTED, NOW, "<b>x</b>") for n in range(1, 40))
    for most in range(1, 40, 3):
        made = paper("en")
        line = replace(made.why.line, events=events[:most])
        found = pages(render_why(replace(made, why=replace(made.why, line=line)), "en"))
        assert "<b>x</b>" in found[0]
        for page in found:
            body = page.rpartition("As of ")[0].strip()
            assert not body.endswith(("skipped time", "Time per step", "Ledger", "in the log"))


def test_every_event_and_act_has_words() -> None:
    assert set(EVENTS) == set(EventKind)
    assert set(ACTS) == set(Act)


def test_what_is_still_open_is_dated_by_when_it_was_judged() -> None:
    """Three days after the last command more time has counted, and the paper says so."""
    made = paper("en")
    later = replace(made, why=replace(made.why, as_of=HEAD.at + timedelta(days=3)))
    text = whole(render_why(later, "en"))
    assert "As of 5 Dec 2026 10:30" in text
    assert "As of 2 Dec 2026" not in text
