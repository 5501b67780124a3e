"""Whether text of a page that may be invisible is seen after all: the page is painted small and the place looked at."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from konkyo.records.documents import Box

_MOST_PIXELS = 1600
_DARK = 225  # of 255: a white letter on this is seen
_DARK_SHARE = 0.25
_CONTRAST = 40


class Picture:
    """A page painted in grey, about two pixels a point."""

    def __init__(self, page: pdfium.FPDF_PAGE, width: float, height: float) -> None:
        self._scale = min(2.0, _MOST_PIXELS / max(width, height, 1.0))
        self._width, self._height = max(int(width * self._scale), 1), max(int(height * self._scale), 1)
        bitmap = pdfium.FPDFBitmap_CreateEx(self._width, self._height, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, pdfium.FPDF_GRAYSCALE)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self._pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self._stride * self._height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def has_dark_ground(self, boxes: Sequence[Box]) -> bool:
        """Whether a good part of the boxes is dark enough for white letters; a thin line under them is not enough."""
        pixels = b"".join(self._cut(box) for box in boxes)
        return sum(1 for pixel in pixels if pixel < _DARK) > len(pixels) * _DARK_SHARE

    def has_contrast(self, boxes: Sequence[Box]) -> bool:
        """Whether anything at all is seen in the boxes."""
        pixels = b"".join(self._cut(box) for box in boxes)
        return bool(pixels) and max(pixels) - min(pixels) > _CONTRAST

    def _cut(self, box: Box) -> bytes:
        left, top, right, bottom = (int(side * self._scale) for side in box)
        left, right = max(left, 0), min(right + 1, self._width)
        rows = range(max(top, 0), min(bottom + 1, self._height))
        return b"".join(self._pixels[y * self._stride + left : y * self._stride + right] for y in rows)
