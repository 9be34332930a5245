"""The check digit of a scanned code."""

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.barcodes import check, check_digit


@pytest.mark.parametrize("code", ["4006381333931", "73513537", "8712345678906", "5901234123457"])
def test_a_right_code_passes(code: str) -> None:
    check(code)
    assert str(check_digit(code[:-1])) == code[-1]


@pytest.mark.parametrize("code", ["4006381333937", "73513536"])
def test_a_wrong_digit_is_told_with_the_right_one(code: str) -> None:
    with pytest.raises(PluginError) as caught:
        check(code)
    assert caught.value.code == "supplies.barcode"
    assert str(check_digit(code[:-1])) in explain(caught.value)


@pytest.mark.parametrize("code", ["", "PAP-1", "123", "40063813339AB", "٤٠٠٦٣٨١٣٣٣٩٣١", "1" * 14])
def test_codes_of_our_own_are_free(code: str) -> None:
    check(code)


def test_each_single_wrong_digit_is_seen() -> None:
    right = "4006381333931"
    for place, digit in ((p, d) for p in range(13) for d in "0123456789" if right[p] != d):
        with pytest.raises(PluginError):
            check(right[:place] + digit + right[place + 1 :])
