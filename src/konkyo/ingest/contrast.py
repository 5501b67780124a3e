"""Whether text can be told from its background, by the contrast ratio of WCAG 2.2 (success criterion 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

_FAINT = 1.12  # readable text starts at 3; this is where nothing is left to see


@lru_cache(maxsize=4096)
def faint(colour: str, background: str) -> bool:
    """Whether text of a colour (RRGGBB) cannot be told from its background; colours that are not known can."""
    text, behind = _luminance(colour), _luminance(background)
    if text is None or behind is None:
        return False
    return (max(text, behind) + 0.05) / (min(text, behind) + 0.05) < _FAINT


def _luminance(colour: str) -> float | None:
    """Relative luminance of RRGGBB, or None."""
    try:
        channels = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    except ValueError:
        return None
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
