"""Passwords: only a salted hash is kept."""

from fmdesk.core.services.passwords import hashed, is_right


def test_a_password_is_known_again_by_what_is_kept() -> None:
    kept = hashed("geheim ñ 123")
    assert is_right("geheim ñ 123", kept)
    assert not is_right("geheim n 123", kept)
    assert not is_right("", kept)
    assert "geheim" not in kept


def test_equal_passwords_are_kept_differently() -> None:
    assert hashed("geheim123") != hashed("geheim123")


def test_no_password_is_right_for_an_account_without_one() -> None:
    assert not is_right("", "")
    assert not is_right("geheim123", "")
