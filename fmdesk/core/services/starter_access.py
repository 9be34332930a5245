"""The account of whoever builds the starter organisation."""

from fmdesk.core.domain.access import ALL_ROLES, UserAccount
from fmdesk.core.ports import UnitOfWork


def save_account(work: UnitOfWork) -> None:
    """Give who builds the office every role, as the first of the front office.

    Args:
        work: The unit of work; people are stored already.
    """
    desk = next(unit for unit in work.people.units() if unit.is_front_office)
    work.accounts.save(UserAccount(0, work.actor, ALL_ROLES, desk.leader_id, desk.id))
