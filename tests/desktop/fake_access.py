"""Accounts that live in memory."""

from dataclasses import dataclass, field

from fmdesk.core.domain.access import ALL_ROLES, Me, Role
from fmdesk.core.domain.errors import NotAllowedError

ANNEKE = Me("a.devries", "Anneke de Vries", 1, 1, ALL_ROLES)
PIET = Me("piet", "Piet Jansen", 2, 2, (Role.UNIT,))
PASSWORD = "correct paard"


@dataclass
class FakeAccess:
    """Somebody with every role; Piet has a profile with a password.

    Attributes:
        who: Who is signed in.
        here: The account of the computer.
        tried: Names that somebody tried to sign in with.
    """

    who: Me = ANNEKE
    here: str = ANNEKE.login
    tried: list[str] = field(default_factory=list)

    def me(self) -> Me:
        return self.who

    def sign_in(self, login: str, password: str) -> Me:
        self.tried.append(login)
        if (login, password) == (PIET.login, PASSWORD):
            self.who = PIET
        elif (login, password) == (ANNEKE.login, ""):
            self.who = ANNEKE
        else:
            raise NotAllowedError("access.wrong")
        return self.who
