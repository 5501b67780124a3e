"""What the reader of mail has to tell about a message, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from konkyo.records.documents import Flag
from konkyo.records.value import Wording

_MOST_NAMES = 10
_NAME_LENGTH = 80
_WORDINGS = {
    "alternatives-differ": (
        "テキスト版とHTML版の内容が異なります。本文に採らなかった版は別に保持しました。",
        "The plain and the HTML version say different things; the one not shown is kept apart.",
    ),
    "alternative-unread": (
        "同じ内容とされる別形式の本文を読めず、比べていません。",
        "An alternative version of the text could not be read, so the two were not compared.",
    ),
    "attachment-name": (
        "添付ファイル名にパスや見えない文字が含まれています。",
        "The name of an attachment holds a path or characters that are not seen.",
    ),
    "attachments-not-read": (
        "読んでいない添付ファイルがあります。保存して内容を確かめてください。",
        "Attachments were not read. Save and look at each of them.",
    ),
    "attachments-too-large": (
        "添付ファイルの合計が大きさの上限を超えています。",
        "The attachments together are larger than the limit allows.",
    ),
    "attachments-too-many": (
        "添付ファイルの数が上限を超えています。",
        "There are more attachments than the limit allows.",
    ),
    "charset-missing": (
        "文字コードの宣言がないため、内容から判定しました。",
        "No charset is declared; it was told from the bytes.",
    ),
    "charset-unknown": (
        "宣言された文字コードが不明なため、内容から判定しました。",
        "The declared charset is unknown; it was told from the bytes.",
    ),
    "date-missing": ("日付（Date）がありません。", "There is no Date."),
    "date-unreadable": (
        "日付（Date）を日時として読めません。書かれたまま示し、日付は補っていません。",
        "The Date cannot be read as one; it is shown as written, and none was made up.",
    ),
    "duplicate-header": (
        "一つに限られるヘッダー（件名・日付など）が複数あります。",
        "A header that may stand only once (Subject, Date ...) stands several times.",
    ),
    "encoding-damaged": (
        "文字が一部壊れています（�で示しました）。",
        "Some characters are damaged (shown as �).",
    ),
    "encoding-mismatch": (
        "宣言された文字コードでは読めず、別の文字コードで読みました。",
        "The declared charset did not fit; another one was used.",
    ),
    "encoding-uncertain": (
        "文字コードを内容から判定しましたが、別の文字コードの可能性もあります。",
        "The charset was told from the bytes, but could also be another one.",
    ),
    "encrypted-part": (
        "暗号化された部分があります。復号したものを保存して読み込んでください。",
        "A part is encrypted. Save the decrypted text and read that.",
    ),
    "header-injection": (
        "ヘッダーの中に改行などの制御文字が隠されていました。空白に置き換えました。",
        "A header hides line breaks or control characters; they were replaced by spaces.",
    ),
    "header-undecodable": (
        "ヘッダーの一部を復号できず、書かれたまま示しました。",
        "Part of a header could not be decoded and is shown as written.",
    ),
    "nested-not-read": (
        "転送の入れ子が深いため、内側のメールは読んでいません。",
        "A mail attached too deep inside other mails was not read.",
    ),
    "no-body": ("本文がありません（見出しだけです）。", "The message has no text of its own, only headers."),
    "part-undecodable": (
        "文字コードが分からず、読めない部分があります。",
        "A part could not be read: no charset gives text.",
    ),
    "part-unreadable": (
        "壊れているか上限を超えたため、読めない部分があります。",
        "A part is damaged and was not read.",
    ),
    "remote-content": (
        "外部の画像などを参照しています（開封追跡の可能性）。取得していません。",
        "It refers to pictures or other content elsewhere (tracking?); nothing was fetched.",
    ),
    "reply-elsewhere": (
        "返信先（Reply-To）のドメインが差出人と異なります。",
        "Replies go to another domain than the sender's.",
    ),
    "sender-domain-unusual": (
        "差出人のドメインに英数字以外の文字（または xn--）があります。似た文字による偽装でないか確かめてください。",
        "The sender's domain holds letters beyond ASCII (or xn--): check that it does not imitate another.",
    ),
    "sender-missing": ("差出人のアドレスがありません。", "There is no sender's address."),
    "sender-name-spoof": (
        "差出人の表示名に、実際とは別のメールアドレスが書かれています。",
        "The sender's display name shows another address than the real one.",
    ),
    "several-senders": ("差出人（From）が複数あります。", "There are several senders (From)."),
    "signature-not-checked": ("電子署名は検証していません。", "The digital signature was not checked."),
    "structure-repaired": (
        "メールの構造に誤りがあります（途中で切れている可能性があります）。",
        "The structure of the message is faulty; it may be cut short.",
    ),
    "tnef-not-read": (
        "winmail.dat（TNEF）は読んでいません。テキストまたはHTML形式での再送を依頼してください。",
        "winmail.dat (TNEF) was not read. Ask for the message as plain text or HTML.",
    ),
    "utf-7": (
        "UTF-7の部分は読みません（文字を隠す恐れがあります）。",
        "A part in UTF-7 is not read: it can hide text.",
    ),
}


class MailFlags:
    """Flags of one message, each code once, in order of appearance."""

    def __init__(self) -> None:
        self._flags: dict[str, Flag] = {}

    def add(self, code: str, *, names: Sequence[str] = ()) -> None:
        """Note a fact by its code; the empty code is none. ``names``: of the files that it is about."""
        if code and code not in self._flags:
            ja, en = _WORDINGS[code]
            if names:
                more = len(names) - _MOST_NAMES
                listed = ", ".join(name[:_NAME_LENGTH] for name in names[:_MOST_NAMES])
                ja += f"（{listed}{f'、ほか{more}件' if more > 0 else ''}）"
                en += f" ({listed}{f' and {more} more' if more > 0 else ''})"
            self._flags[code] = Flag(code=code, message=Wording(ja=ja, en=en))

    def take(self, flags: Iterable[Flag]) -> None:
        """Note what the reader of a part had to tell."""
        for flag in flags:
            self._flags.setdefault(flag.code, flag.model_copy(update={"page": None}))

    def __contains__(self, code: str) -> bool:
        return code in self._flags

    def all(self) -> tuple[Flag, ...]:
        """The flags."""
        return tuple(self._flags.values())
