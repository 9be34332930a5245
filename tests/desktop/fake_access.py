"""Accounts that live in memory."""

from dataclasses import dataclass

from fmdesk.core.domain.access import ALL_ROLES, Me

ANNEKE = Me("a.devries", "Anneke de Vries", 1, 1, ALL_ROLES)


@dataclass
class FakeAccess:
    """Somebody with every role."""

    who: Me = ANNEKE

    def me(self) -> Me:
        return self.who
