"""How the fields of a form become the address of a server, and where a password goes in it."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.connection import Way, place_of, with_password

TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=40)


def place(way: Way, **values: str) -> str:
    return place_of(way, lambda name: values.get(name.partition(".")[2], ""))


@pytest.mark.parametrize(
    ("way", "values", "address"),
    [
        (Way.MAIL_SERVER, {}, ""),
        (Way.MAIL_SERVER, {"host": "mail.nl"}, "smtp+starttls://mail.nl"),
        (
            Way.MAIL_SERVER,
            {"host": "mail.nl", "security": "starttls", "port": "587", "user": "desk@stad.nl"},
            "smtp+starttls://desk%40stad.nl@mail.nl:587",
        ),
        (Way.MAIL_SERVER, {"host": "mail.nl", "security": "none", "port": "0"}, "smtp://mail.nl"),
        (Way.MAIL_SERVER, {"host": "mail.nl", "port": "25"}, "smtp+starttls://mail.nl:25"),
        (Way.MAIL_SERVER, {"host": "mail.nl", "folder": "INBOX"}, "smtp+starttls://mail.nl"),
        (
            Way.MAILBOX,
            {"host": "mail.nl", "user": "desk", "folder": "INBOX/Balie"},
            "imaps://desk@mail.nl/INBOX%2FBalie",
        ),
        (Way.DROP_FOLDER, {"path": "/srv/forms", "host": "mail.nl"}, "/srv/forms"),
        (Way.DROP_FOLDER, {}, ""),
    ],
)
def test_an_address_is_made_of_its_fields(way: Way, values: dict, address: str) -> None:
    assert place(way, **values) == address


def test_who_signs_in_as_nobody_needs_no_password() -> None:
    assert with_password("smtp://mail.nl", "geheim") == "smtp://mail.nl"
    assert with_password("smtp://desk@mail.nl", "") == "smtp://desk@mail.nl"
    assert with_password("", "geheim") == ""


@given(user=TEXT, password=TEXT, folder=TEXT)
def test_any_name_and_password_come_back_as_they_were_typed(
    user: str, password: str, folder: str
) -> None:
    address = with_password(place(Way.MAILBOX, host="mail.nl", user=user, folder=folder), password)
    parts = urlsplit(address)
    assert parts.hostname == "mail.nl"
    assert unquote(parts.username or "") == user
    assert unquote(parts.password or "") == password
    assert unquote(parts.path[1:]) == folder
