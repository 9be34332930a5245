"""Why a unit bears a sanction, in words."""

from collections.abc import Mapping

from fmdesk.core.domain.attribution import BearerReason
from fmdesk.i18n import N_, _, exact_duration

REASONS: Mapping[BearerReason, str] = {
    BearerReason.OWNER: N_("the product is this unit's"),
    BearerReason.OVERRUN: N_("its steps overran most, by {time}"),
    BearerReason.EARLIER_STEP: N_("units overran equally, and its step came first"),
    BearerReason.RUNNING_STEP: N_("nobody overran, and its step was running at the breach"),
    BearerReason.NO_STEP: N_("nobody overran, and the product is this unit's"),
}


def bearer_words(code: str) -> str:
    """Return why a unit bears a sanction, in the current language.

    Args:
        code: `Attribution.code`.
    """
    reason, _space, seconds = code.partition(" ")
    return _(REASONS[BearerReason(reason)]).format(time=exact_duration(int(seconds)))
