"""Barcodes: the check digit of EAN-13 and EAN-8; a code of any other form is the office's own."""

from fmdesk.plugins.bundled.supplies.refusals import refusal

EAN = (8, 13)
TENS = 10


def check_digit(digits: str) -> int:
    """Return the check digit that follows these digits of an EAN."""
    weights = (3 if place % 2 == 0 else 1 for place in range(len(digits)))
    total = sum(
        int(digit) * weight for digit, weight in zip(reversed(digits), weights, strict=True)
    )
    return -total % TENS


def check(code: str) -> None:
    """Refuse an EAN whose check digit is wrong.

    Raises:
        PluginError: `supplies.barcode`.
    """
    if len(code) in EAN and code.isascii() and code.isdigit():
        digit = check_digit(code[:-1])
        if code[-1] != str(digit):
            raise refusal("supplies.barcode", barcode=code, digit=digit)
