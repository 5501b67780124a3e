"""What the PDF reader has to tell about a file or a page, in Japanese and English."""

from __future__ import annotations

from konkyo.records.documents import Flag
from konkyo.records.value import Wording

_WORDINGS: dict[str, tuple[str, str]] = {
    "action": (
        "自動実行や起動の指示（OpenAction、Launch など）を含みます。実行していません。",
        "It holds automatic or launch actions; nothing was run.",
    ),
    "attachments": (
        "添付ファイルを含みます。名前だけを記録し、開いていません。",
        "It has files attached; their names are recorded, none was opened.",
    ),
    "blank-page": ("空白のページです。", "The page is blank."),
    "form-fields": (
        "フォーム欄や注釈の文字があります。本文とは別に保持しました。",
        "There is text in form fields or annotations; it is kept apart from the page's text.",
    ),
    "garbled-text": (
        "フォントに文字対応表がなく、文字の多くを判定できません。OCRが必要です。",
        "Most characters cannot be told: the font does not say what its glyphs mean. The page needs OCR.",
    ),
    "hidden-text": (
        "画面に表示されない文字があります。本文には含めていません。",
        "There is text that is not shown; it is kept apart.",
    ),
    "javascript": ("JavaScriptを含みます。実行していません。", "It holds JavaScript; it was not run."),
    "layers": (
        "表示を切り替えられるレイヤーがあります。非表示のレイヤーの文字も本文に含まれることがあります。",
        "It has layers that can be switched off; text of hidden layers may be in the page's text.",
    ),
    "leading-junk": ("PDFの前に余分なデータがあります。", "Other data stands before the PDF."),
    "links": (
        "外部への参照があります。参照先は開いていません。",
        "It refers to something outside; nothing was fetched.",
    ),
    "needs-ocr": (
        "文字のないページです（画像のみ）。OCRが必要で、このページは読めていません。",
        "The page has no text (images only). It needs OCR and was not read.",
    ),
    "no-text": ("読める文字が一つもありません。", "There is no readable text at all."),
    "ocr-layer": (
        "画像の上に、他のソフトのOCRによる見えない文字層があります。誤認識を含むことがあります。",
        "The text is the invisible layer of some OCR over an image; it may hold recognition errors.",
    ),
    "owner-password": (
        "権限パスワードで保護されていますが、開くためのパスワードはありません。",
        "It is protected by an owner password but opens without one.",
    ),
    "page-damaged": ("壊れていて読めないページです。", "The page is damaged and could not be read."),
    "reading-order": (
        "段落番号が昇順になりません。段組みの読み順が崩れている可能性があります。",
        "Paragraph numbers do not rise: the reading order of the columns may be wrong.",
    ),
    "repaired": (
        "相互参照表が壊れているため、復元して読みました。欠けたページがないか確認してください。",
        "Its cross-reference table is broken and was rebuilt; check that no page is missing.",
    ),
    "text-lost": (
        "取り出せない文字がページにあります。OCRで確認してください。",
        "Some text of the page could not be extracted; check it by OCR.",
    ),
    "xfa": (
        "XFAフォームです。表示内容が本文と異なることがあります。",
        "It is an XFA form: what a viewer shows may differ from the text read here.",
    ),
}


def flag(code: str, page: int | None = None) -> Flag:
    """The flag of a code."""
    ja, en = _WORDINGS[code]
    return Flag(code=code, message=Wording(ja=ja, en=en), page=page)
