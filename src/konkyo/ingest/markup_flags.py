"""What the readers of markup (DOCX, HTML, XML, JSON) have to tell about a file, in Japanese and English."""

from __future__ import annotations

from konkyo.records.documents import Flag
from konkyo.records.value import Wording

_WORDINGS = {
    "alt-chunk": ("別形式の埋込み部分は読んでいません。", "An embedded part in another format was not read."),
    "aria-hidden": (
        "読み上げから除外された部分があります（画面には表示されます）。",
        "Some text is kept from screen readers, though it is shown.",
    ),
    "dom-script": ("スクリプトは実行していません。", "Scripts were not run."),
    "duplicate-keys": (
        "同じキーが同じ対象に複数あります。",
        "An object gives the same key more than once.",
    ),
    "elements-cut": (
        "要素が多いため、要素の一覧は途中までです（本文は全部あります）。",
        "There are too many elements to list them all; the text is whole.",
    ),
    "embedded-object": ("埋込みオブジェクトは開いていません。", "An embedded object was not opened."),
    "encoding-mismatch": (
        "宣言された文字コードでは読めず、別の文字コードで読みました。",
        "The declared encoding did not fit; another one was used.",
    ),
    "entity-unknown": (
        "不明な実体参照をそのまま残しました。",
        "An unknown entity reference was left as it is written.",
    ),
    "external-field": (
        "外部を参照するフィールドがあります。参照先は開いていません。",
        "A field refers to something outside; it was not followed.",
    ),
    "external-reference": (
        "外部への参照があります。参照先は開いていません。",
        "The file refers to something outside; it was not fetched.",
    ),
    "figure": ("図や画像の中の文字は読んでいません。", "Text inside pictures or drawings was not read."),
    "formula": ("数式は本文に含めず別に保持しました。", "A formula is kept apart from the text."),
    "hidden-text": (
        "画面に表示されない文字があります。本文には含めていません。",
        "There is text that is not shown; it is kept apart.",
    ),
    "low-contrast": (
        "背景が不明なため見えない可能性のある白い文字があります。",
        "White text on a background that is not known: it may not be visible.",
    ),
    "macros": ("マクロがあります。実行していません。", "The file holds macros; they were not run."),
    "markup-repaired": (
        "マークアップの誤りを補って読みました。文字の欠落はありません。",
        "The markup has errors and was repaired; no character was lost.",
    ),
    "no-text": ("文字がありません。", "There is no text."),
    "non-finite": ("数値でない値（NaN など）があります。", "A number is NaN or infinite."),
    "number-format": (
        "未対応の番号形式を算用数字で示しました。",
        "An unsupported numbering format is shown in digits.",
    ),
    "partial": (
        "表示の一部は外部またはスクリプトに依存し、読めていません。",
        "Part of what is shown comes from elsewhere or from scripts and was not read.",
    ),
    "style-not-applied": (
        "適用できないスタイル規則があり、表示・非表示の判断が不完全な可能性があります。",
        "A style rule could not be applied; what is shown may be judged wrongly.",
    ),
    "symbol-font": ("記号フォントの文字があります。", "Some characters come from a symbol font."),
    "tracked-changes": (
        "変更履歴があります。挿入は本文に残し、削除は別に保持しました。",
        "There are tracked changes: insertions are kept in the text, deletions apart.",
    ),
    "unknown-root": ("未知の種類の XML です。", "This is XML of an unknown kind."),
    "unsafe-names": (
        "ZIP 内に不正なパス名があり、無視しました。",
        "Members with unsafe path names were ignored.",
    ),
}


class FlagSet:
    """Flags of one file, each code once, in order of appearance."""

    def __init__(self) -> None:
        self._codes: dict[str, None] = {}

    def add(self, code: str) -> None:
        """Note a fact by its code."""
        self._codes.setdefault(code)

    def __contains__(self, code: str) -> bool:
        return code in self._codes

    def all(self) -> tuple[Flag, ...]:
        """The flags."""
        return tuple(Flag(code=code, message=_wording(code)) for code in self._codes)


def _wording(code: str) -> Wording:
    ja, en = _WORDINGS[code]
    return Wording(ja=ja, en=en)
