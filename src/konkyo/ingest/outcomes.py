"""Why a file was refused, in words for people. Codes are stable; readers raise them as ``RefusedError.reason``."""

from __future__ import annotations

from konkyo.ingest.sniff import Kind
from konkyo.records.documents import Flag
from konkyo.records.value import Wording

_TOO_LARGE = ("大きさの上限を超えています。", "The file, or its text, exceeds the size limit.")
_RATIO = (
    "展開すると不自然に大きくなります（圧縮爆弾の疑い）。",
    "It unpacks to an implausible size (a decompression bomb?).",
)
_TYPE = ("名前や書式が示す種類のファイルではありません。", "It is not the kind of file that it claims to be.")
_TWICE = ("同じ名前の部品が重複しています。", "It holds several parts of the same name.")

_REASONS: dict[str, tuple[str, str]] = {
    "empty": ("ファイルが空です（0バイト）。", "The file is empty (0 bytes)."),
    "encrypted": (
        "暗号化されています。パスワードを外した版を用意してください。",
        "The file is encrypted. Provide a copy without a password.",
    ),
    "damaged": (
        "壊れているため、全体を確実に読めません。送り主から取り直してください。",
        "The file is damaged and cannot be read whole. Obtain it again from its sender.",
    ),
    "too-large": _TOO_LARGE,
    "text-size": _TOO_LARGE,
    "unpacked": _RATIO,
    "ratio": _RATIO,
    "members": ("内部の部品の数が上限を超えています。", "It has more parts inside than the limit allows."),
    "depth": ("入れ子が深すぎます。", "It is nested too deeply."),
    "pages": ("ページ数が上限を超えています。", "It has more pages than the limit allows."),
    "wrong-type": _TYPE,
    "type": _TYPE,
    "unsupported-kind": ("この版では読まない種類のファイルです。", "This version does not read this kind of file."),
    "timeout": ("制限時間内に読み終わりませんでした。", "Reading did not finish in the time allowed."),
    "memory": ("読み取りに必要なメモリが上限を超えました。", "Reading needed more memory than is allowed."),
    "reader-failed": (
        "読み取りプロセスが異常終了しました。ファイルは変更されていません。",
        "The reading process failed. The file is unchanged.",
    ),
    "dtd": ("許されない文書型宣言（DTD）を含みます。", "It holds a document type definition where none may be."),
    "entities": ("実体宣言を含むXMLは読みません。", "XML that declares entities of its own is not read."),
    "encoding": ("文字コードを判定または復号できません。", "Its character encoding cannot be told or decoded."),
    "symlink": (
        "シンボリックリンクは開きません。実体を指定してください。",
        "Symbolic links are not opened. Name the file itself.",
    ),
    "not-a-file": ("通常のファイルではありません。", "It is not a regular file."),
    "not-found": ("ファイルがありません。", "There is no such file."),
    "permission": ("読む権限がありません。", "It may not be read (permission denied)."),
    "unreadable": ("読み出し中に入出力エラーが起きました。", "An input/output error occurred while it was read."),
    "changed": (
        "読み出し中に変更されました。もう一度読み込んでください。",
        "It changed while it was read. Read it again.",
    ),
    "duplicates": _TWICE,
    "duplicate-member": _TWICE,
    "path": ("部品の名前が危険なパスです。", "A part inside has a dangerous path for a name."),
}

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.XLSX: ("Excelブック", "Excel workbook"),
    Kind.PPTX: ("PowerPoint", "PowerPoint presentation"),
    Kind.ODF: ("OpenDocument", "OpenDocument file"),
    Kind.EPUB: ("EPUB", "EPUB book"),
    Kind.ZIP: ("ZIP書庫", "ZIP archive"),
    Kind.OUTLOOK: ("Outlookメール（.msg）", "Outlook message (.msg)"),
    Kind.OFFICE_97: ("旧形式のOffice文書", "Office 97-2003 document"),
    Kind.RTF: ("RTF", "Rich Text document"),
    Kind.POSTSCRIPT: ("PostScript", "PostScript file"),
    Kind.IMAGE: ("画像（OCRが必要）", "image (needs OCR)"),
    Kind.ARCHIVE: ("圧縮書庫", "archive"),
    Kind.PROGRAM: ("実行プログラム", "program"),
    Kind.UNKNOWN: ("不明なバイナリ", "binary file of unknown kind"),
}


def refused(reason: str, detail: str = "") -> Flag:
    """The refusal for a code. ``detail`` (English, without document text) is added in brackets."""
    ja, en = _REASONS.get(reason, ("読み取りを拒否しました。", "The file was refused."))
    if detail:
        ja, en = f"{ja}（{detail}）", f"{en} ({detail})"
    return Flag(code=reason, message=Wording(ja=ja, en=en))


def unsupported(kind: Kind) -> Flag:
    """The refusal of a kind that this version does not read, by its name."""
    if kind is Kind.OFFICE_ENCRYPTED:
        return refused("encrypted")
    ja, en = _KINDS.get(kind, (kind.value, kind.value))
    code = "wrong-type" if kind is Kind.UNKNOWN else "unsupported-kind"
    return Flag(
        code=code,
        message=Wording(ja=f"この版では読まない種類のファイルです：{ja}。", en=f"Not read by this version: {en}."),
    )
