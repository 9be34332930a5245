"""The tables of the core, as data; migrations make them, triggers guard them.

Names are the words of the domain page. Every instant is whole seconds since 1970 UTC
(`fmdesk.core.sqltypes`), every amount whole cents, a month is `YYYY-MM`. Rows of `line_event`,
`journal_entry`, `journal_row`, `command_log`, `period_document` and `sanction_decision` are only
ever added; `fmdesk.core.sql.triggers` makes the database refuse anything else. A database is made
by the migrations: after a change here run `scripts/freeze_schema`, after the first release write a
revision.
"""

from fmdesk.core.sql.tables.access import secret, user_account
from fmdesk.core.sql.tables.aftercare import (
    call_back,
    call_back_rule,
    call_back_try,
    message,
    template,
)
from fmdesk.core.sql.tables.agreements import (
    agreement_level,
    agreement_limit,
    agreement_version,
)
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sql.tables.board import (
    channel_closing,
    channel_count,
    channel_hours,
    escalation,
    escalation_rule,
    hand_over,
)
from fmdesk.core.sql.tables.catalogue import (
    calendar,
    calendar_version,
    charter,
    charter_set,
    charter_set_member,
    charter_version,
    cluster,
    faq,
    process,
    process_version,
    product,
    product_contact,
    product_version,
    step,
    tip,
    variant,
)
from fmdesk.core.sql.tables.charters import charter_draft
from fmdesk.core.sql.tables.crossing import (
    absence,
    line_assignment,
    line_return,
    return_reason,
    unit_question,
)
from fmdesk.core.sql.tables.dossier import line_change, ticket_change, ticket_link, ticket_task
from fmdesk.core.sql.tables.following import line_link
from fmdesk.core.sql.tables.goals import goal, goal_action, goal_evaluation, goal_norm
from fmdesk.core.sql.tables.incoming import FILE_OWNERS, attachment, blob, blob_piece, incoming
from fmdesk.core.sql.tables.knowledge import bespoke_line, guide, guide_version, product_link
from fmdesk.core.sql.tables.month import (
    SANCTION_STATES,
    control_run,
    journal_entry,
    journal_row,
    period,
    period_act,
    period_document,
    sanction,
    sanction_decision,
    verdict,
    verdict_ruling,
)
from fmdesk.core.sql.tables.office import (
    access_grant,
    command_head,
    command_log,
    command_payload,
    setting,
)
from fmdesk.core.sql.tables.organisation import (
    budget,
    channel,
    cost_centre,
    department,
    location,
    pause_reason,
    person,
    unit,
)
from fmdesk.core.sql.tables.plugins import plugin_approval
from fmdesk.core.sql.tables.reports import report_paper, report_plan
from fmdesk.core.sql.tables.reviews import review, review_held
from fmdesk.core.sql.tables.talks import talk, talk_action, talk_action_end, talk_plan
from fmdesk.core.sql.tables.tickets import (
    contact,
    line,
    line_event,
    line_search,
    ticket,
)
from fmdesk.core.sql.tables.upkeep import (
    catalogue_proposal,
    cluster_change,
    process_hold,
    product_reading,
    product_withdrawal,
)

__all__ = [
    "FILE_OWNERS",
    "SANCTION_STATES",
    "absence",
    "access_grant",
    "agreement_level",
    "agreement_limit",
    "agreement_version",
    "attachment",
    "bespoke_line",
    "blob",
    "blob_piece",
    "budget",
    "calendar",
    "calendar_version",
    "call_back",
    "call_back_rule",
    "call_back_try",
    "catalogue_proposal",
    "channel",
    "channel_closing",
    "channel_count",
    "channel_hours",
    "charter",
    "charter_draft",
    "charter_set",
    "charter_set_member",
    "charter_version",
    "cluster",
    "cluster_change",
    "command_head",
    "command_log",
    "command_payload",
    "contact",
    "control_run",
    "cost_centre",
    "department",
    "escalation",
    "escalation_rule",
    "faq",
    "goal",
    "goal_action",
    "goal_evaluation",
    "goal_norm",
    "guide",
    "guide_version",
    "hand_over",
    "incoming",
    "journal_entry",
    "journal_row",
    "line",
    "line_assignment",
    "line_change",
    "line_event",
    "line_link",
    "line_return",
    "line_search",
    "location",
    "message",
    "metadata",
    "pause_reason",
    "period",
    "period_act",
    "period_document",
    "person",
    "plugin_approval",
    "process",
    "process_hold",
    "process_version",
    "product",
    "product_contact",
    "product_link",
    "product_reading",
    "product_version",
    "product_withdrawal",
    "report_paper",
    "report_plan",
    "return_reason",
    "review",
    "review_held",
    "sanction",
    "sanction_decision",
    "secret",
    "setting",
    "step",
    "talk",
    "talk_action",
    "talk_action_end",
    "talk_plan",
    "template",
    "ticket",
    "ticket_change",
    "ticket_link",
    "ticket_task",
    "tip",
    "unit",
    "unit_question",
    "user_account",
    "variant",
    "verdict",
    "verdict_ruling",
]
