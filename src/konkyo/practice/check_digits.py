"""Check digits of application numbers: EP, CN, DE. A failing digit is a warning, never a silent correction.

Sources: EPO support (alternate weights 1, 2 from the left, digit sums, complement to ten); CNIPA numbering standard
(weights 2 to 9 repeated from the left, modulo 11, ten printed X); DPMA notice 3/83 (weights 2, 3, ... from the right,
eleven minus the remainder, modulo 11; what is printed for ten is not known to us: not judged).
"""

from __future__ import annotations

_CN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)


def ep_check_digit(digits: str) -> str:
    """Check digit of an eight-digit European application number."""
    products = [int(d) * (1 + index % 2) for index, d in enumerate(digits)]
    total = sum(product // 10 + product % 10 for product in products)
    return str((10 - total % 10) % 10)


def cn_check_digit(digits: str) -> str:
    """Check digit of a Chinese application number (8 digits before October 2003, 12 since)."""
    remainder = sum(int(d) * _CN_WEIGHTS[index % len(_CN_WEIGHTS)] for index, d in enumerate(digits)) % 11
    return "X" if remainder == 10 else str(remainder)


def de_check_digit(digits: str) -> str | None:
    """Check digit of a twelve-digit German file number; None where the rule gives ten."""
    remainder = sum(int(d) * (index + 2) for index, d in enumerate(reversed(digits))) % 11
    digit = (11 - remainder) % 11
    return None if digit == 10 else str(digit)
