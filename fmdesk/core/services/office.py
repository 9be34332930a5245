"""Everything a screen or the command line may ask for, in one frozen object."""

from collections.abc import Callable
from dataclasses import dataclass

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.ports import Extensions, PluginManager
from fmdesk.core.services.accounts import Access
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.agreements import SignedAgreements
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.audits import Audits
from fmdesk.core.services.board import Board
from fmdesk.core.services.budget_pages import BudgetPages
from fmdesk.core.services.bulk import Bulk
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.catalogue import Catalogue
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.charters import Charters
from fmdesk.core.services.connections import Connections
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.drafts import Drafts
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.force_majeure import ForceMajeure
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.hand_overs import HandOvers
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.incomings import Incomings
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.journals import Journals
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.lists import Lists
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.month import Months
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.questions import Questions
from fmdesk.core.services.reachability import Reachability
from fmdesk.core.services.report_plans import ReportPlans
from fmdesk.core.services.reports import Reports
from fmdesk.core.services.returns import Returns
from fmdesk.core.services.reviews import Reviews
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.services.sending import Sending
from fmdesk.core.services.talks import Talks
from fmdesk.core.services.whys import Whys


@dataclass(frozen=True, slots=True)
class Jobs:
    """Long work for a process of its own: picklable, with the arguments of the use case.

    Attributes:
        control: `(month, progress) -> MonthFigures`.
        what_if: `(question, progress) -> WhatIf`.
        close: `(op_id, month, progress) -> ClosedMonth`.
        bulk: `(order, language, progress) -> BulkResult`.
        undo: `(order, done, reason, language, progress) -> BulkResult`.
        work_orders: `(line_ids, unit_id, language, progress) -> bytes`.
        report: `(month, kind, language, form, progress) -> bytes`.
        send_pages: `(month, progress) -> PagesSent`.
        send_report: `(draft, progress) -> Changes`.
        make_reports: `(progress) -> Made`, the reports that make themselves.
        period_report: `(asked, language, form, progress) -> bytes`.
        publish: `(folder, progress) -> Published`.
        letter: `(message_id, progress) -> bytes`.
        why: `(line_id, language, progress) -> bytes`.
        backup: `(progress) -> str`, the path of the copy.
        verify: `(heads, progress) -> VerifyReport`.
        export_log: `(wanted, language, path, progress) -> int`, the commands that were written.
        import_file: `(path, mapping, is_dry_run, keep_good, op_id, progress) -> ImportResult`.
    """

    control: Callable[..., object]
    bulk: Callable[..., object]
    undo: Callable[..., object]
    close: Callable[..., object]
    what_if: Callable[..., object]
    report: Callable[..., object]
    period_report: Callable[..., object]
    make_reports: Callable[..., object]
    send_pages: Callable[..., object]
    send_report: Callable[..., object]
    work_orders: Callable[..., object]
    letter: Callable[..., object]
    why: Callable[..., object]
    import_file: Callable[..., object]
    backup: Callable[..., object]
    verify: Callable[..., object]
    export_log: Callable[..., object]
    publish: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases by noun.

    Attributes:
        time: The zone and the now of everything that is shown.
        intake: Taking orders.
        knowledge: Callers, the catalogue and its guides.
        contacts: Status calls, complaints, compliments and suggestions.
        drafts: Intakes that are not handed in yet.
        fulfilment: Recording work on lines.
        questions: What the desk asks units, with their answers.
        returns: Lines that units give back over the cut.
        my_unit: The work of a unit by person and day.
        queries: Lists and pages.
        lists: The list of lines, whatever its length.
        bulk: The same done to many lines.
        whys: Why a line is judged as it is.
        audits: The command log, for who audits.
        month: Control, close and reports.
        journals: The journal of a month for finance.
        sanctions: Objections and decisions.
        force_majeure: Time in which nobody could work.
        importing: Files in.
        messages: Messages to customers.
        call_backs: Asking customers after ready.
        dossiers: Tickets with their tasks and links.
        changing: Changing what was ordered.
        board: The current state in figures.
        hand_overs: What one shift leaves to the next.
        reachability: Opening hours of channels and how they were reached.
        reports: Reports of a period, and what is behind their figures.
        sending: Reports that go out by e-mail.
        report_plans: Reports that make themselves every month.
        budgets: What cost centres may spend, and did.
        reviews: When products, processes, charters and agreements are looked at again.
        goals: Measures with their norms, results, and what is decided about them.
        escalations: Stalled and broken lines for who must know.
        charters: Writing and approving charters.
        agreements: What is agreed with departments.
        talks: Accounts of departments, talks with them, and their actions.
        administration: What the office keeps about itself.
        connections: Mail server, mailbox and folder: their passwords, and a try.
        attachments: Files of tickets, lines, contacts and products.
        access: Who is signed in and what that person may do.
        incoming: What comes in by itself.
        catalogue: Keeping the catalogue, and its files.
        extensions: What pages ask of plugins.
        plugins: Installing and removing plugins.
        jobs: Long work in a process of its own.
    """

    time: OfficeTime
    intake: Intake
    knowledge: Knowledge
    contacts: Contacts
    drafts: Drafts
    fulfilment: Fulfilment
    questions: Questions
    returns: Returns
    my_unit: MyUnit
    queries: Queries
    lists: Lists
    bulk: Bulk
    whys: Whys
    audits: Audits
    month: Months
    journals: Journals
    sanctions: Sanctions
    force_majeure: ForceMajeure
    importing: Importing
    messages: Messages
    call_backs: CallBacks
    dossiers: Dossiers
    changing: Changing
    board: Board
    hand_overs: HandOvers
    reachability: Reachability
    reports: Reports
    report_plans: ReportPlans
    sending: Sending
    goals: Goals
    budgets: BudgetPages
    reviews: Reviews
    escalations: Escalations
    charters: Charters
    agreements: SignedAgreements
    talks: Talks
    administration: Administration
    connections: Connections
    attachments: Attachments
    access: Access
    incoming: Incomings
    catalogue: Catalogue
    extensions: Extensions
    plugins: PluginManager
    jobs: Jobs
