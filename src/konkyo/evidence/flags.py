"""What each flag on an evidence item means, in words for the person who has to look."""

from __future__ import annotations

from konkyo.records.value import Wording

_FLAGS: dict[str, tuple[str, str]] = {
    "cut_number": ("引用が数値の途中で切れています。", "The quote begins or ends inside a number."),
    "cut_word": ("引用が語の途中で切れています。", "The quote begins or ends inside a word."),
    "cut_unit": ("引用末尾の数値から単位が落ちています。", "The quote ends before the unit of its last number."),
    "cut_comparator": (
        "数値の限定（以上・以下・at least など）が引用の外にあります。",
        "A comparator such as 'at least' or 'or more' stands just outside the quote.",
    ),
    "cut_before_exception": (
        "引用の後に、例外やただし書が続いています。",
        "An exception or proviso follows in the source, outside the quote.",
    ),
    "cut_after_negation": (
        "引用の直前に、内容を否定する、または他者の主張とする語があります。",
        "Words just before the quote negate it or ascribe it to somebody else.",
    ),
    "cut_before_negation": ("引用の後に否定の語が続いています。", "A negation follows outside the quote."),
    "nested_quotation": (
        "引用箇所は、原文中の引用符の内側にあります。",
        "In the source the words stand inside quotation marks.",
    ),
    "other_paragraph": (
        "示された段落とは別の段落にあります。",
        "The words stand in another paragraph than the one claimed.",
    ),
    "section_mismatch": (
        "示された区分（請求の範囲・明細書など）とは別の区分にあります。",
        "The words stand in another section than the one claimed.",
    ),
    "section_unknown": (
        "示された区分にあるかどうか、文書からは確かめられません。",
        "The document does not say whether the words stand in the section claimed.",
    ),
    "over_furniture": ("引用がヘッダー・フッターにまたがっています。", "The quote runs over a header or footer."),
    "editorial": ("引用に編集上の挿入（角括弧）があります。", "The quote carried an editor's square brackets."),
    "variant_characters": (
        "異体字・新旧字体・繁簡体の違いがあります。",
        "The quote was written in variant forms of the source's Han characters.",
    ),
    "operator_elided": (
        "省略された部分に、否定や例外の語があります。",
        "The omitted words contain a negation or an exception.",
    ),
    "repeated_piece": (
        "省略でつながれた一部が同じ段落に複数回あります。",
        "A piece of the elided quote stands more than once in the paragraph.",
    ),
    "bidi_control": (
        "原文に文字の表示順を変える制御文字があります。",
        "The source contains characters that change the order in which it is shown.",
    ),
    "page_filled": (
        "ページが示されておらず、検証時に補われました。",
        "No page was claimed; verification filled it in.",
    ),
    "crosses_page": (
        "引用がページをまたいでいます。ページごとに分けてください。",
        "The quote runs over a page break; give one quote per page.",
    ),
    "not_reproduced": (
        "記録された計算を、同じ入力から再現できません。",
        "The recorded computation is not what its inputs give when computed again.",
    ),
    "cut_range": ("数値範囲の一方の端が引用の外にあります。", "The other end of a range stands outside the quote."),
    "cut_after_condition": (
        "引用の直前に、内容の条件または例外があります。",
        "A condition or exception that governs the words stands before the quote.",
    ),
    "scope_empty": ("検索範囲が空です。", "No page was searched."),
    "scope_missing": ("検索範囲の文書またはページがありません。", "A searched document or page is not here."),
    "scope_unreadable": ("検索範囲に読み取れないページがあります。", "A searched page could not be read."),
    "scope_changed": ("検索後に範囲の文面が変わっています。", "The text is not the text that was searched."),
    "scope_machine_read": (
        "検索範囲に OCR で読み取ったページがあり、見落としの可能性があります。",
        "Some searched pages were read by OCR; what was looked for may have been misread.",
    ),
}

KNOWN = frozenset(_FLAGS)


def explain(flag: str) -> Wording:
    """The flag in words; an unknown flag (of a later version, of a computation) is given as it is."""
    ja, en = _FLAGS.get(flag, (flag, flag))
    return Wording(ja=ja, en=en)
