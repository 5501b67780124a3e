"""Rules of mail: what a reader sees, whose words they are, what is kept apart, and what is refused."""

from __future__ import annotations

import base64
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.mail import read_mail
from konkyo.ingest.read import read_bytes
from konkyo.records.documents import AsideKind, Outcome, Page, SectionKind

LIMITS = Limits()
HEAD = (
    "From: Sato <sato@firm.example>\nTo: docket@client.example\nSubject: Notice\nDate: Mon, 7 Sep 2026 10:00:00 +0900\n"
)


def read(text: str | bytes, limits: Limits = LIMITS) -> Reading:
    return read_mail(text.encode() if isinstance(text, str) else text, limits)


def body(reading: Reading) -> str:
    return reading.pages[0].text.partition("\n\n")[2]


def codes(reading: Reading) -> set[str]:
    return {flag.code for flag in reading.flags}


def quoted(page: Page) -> list[str]:
    return [page.text[s.start : s.end] for s in page.sections if s.kind is SectionKind.QUOTED]


def attachments(reading: Reading) -> list[tuple[str, str]]:
    return [(a.text, a.detail) for a in reading.asides if a.kind is AsideKind.ATTACHMENT]


def mixed(*parts: str, kind: str = "mixed", head: str = HEAD) -> str:
    inside = "".join(f"--B\n{part}\n" for part in parts)
    return f'{head}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="B"\n\n{inside}--B--\n'


def reason(text: str | bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(RefusedError) as caught:
        read(text, limits)
    return caught.value.reason


# What a reader sees


def test_header_lines_stand_above_the_text() -> None:
    """Subject, From, To, Cc, Date as lines, labelled as header, with the date as an element; then the body."""
    reading = read(HEAD + "\nPlease reply.\n\nRegards")
    (page,) = reading.pages
    assert page.text == (
        "Subject: Notice\nFrom: Sato <sato@firm.example>\nTo: docket@client.example\n"
        "Date: Mon, 7 Sep 2026 10:00:00 +0900\n\nPlease reply.\n\nRegards"
    )
    (header,) = [s for s in page.sections if s.kind is SectionKind.HEADER]
    assert page.text[: header.end].endswith("+0900")
    (date,) = [e for e in page.elements if e.path == "header/date"]
    assert page.text[date.start : date.end] == "Mon, 7 Sep 2026 10:00:00 +0900"
    assert date.attributes == {"iso": "2026-09-07T10:00:00+09:00"}
    assert [page.text[p.start : p.end] for p in page.paragraphs][-2:] == ["Please reply.", "Regards"]
    assert [p.number for p in page.paragraphs] == ["1", "2", "3", "4", "5", "6"]
    assert not reading.flags


def test_plain_text_is_preferred_and_equal_html_is_not_flagged() -> None:
    """Two versions of the same words are one text."""
    reading = read(
        mixed(
            "Content-Type: text/plain\n\nThe period of 3 months ends on 2026-09-07.\n1. Pay the fee",
            "Content-Type: text/html\n\n<p>The period of <b>3 months</b> ends on 2026-09-07.<ol><li>Pay the fee</ol>",
            kind="alternative",
        )
    )
    assert body(reading).startswith("The period of 3 months ends")
    assert not reading.flags


def test_alternatives_that_differ_are_flagged_and_both_kept() -> None:
    """A date that only one version has is told; the version not shown cannot be quoted as the text."""
    reading = read(
        mixed(
            "Content-Type: text/plain\n\nThe period ends on 7 September 2026.",
            "Content-Type: text/html\n\n<p>The period ends on 7 December 2027.</p>",
            kind="alternative",
        )
    )
    assert "alternatives-differ" in codes(reading)
    assert "2026" in body(reading)
    assert "2027" not in body(reading)
    assert any("2027" in a.text for a in reading.asides if a.kind is AsideKind.HIDDEN)


def test_a_placeholder_gives_way_to_html() -> None:
    """A plain version that only says that there is another one is not the text."""
    letter = "The Office Action was mailed on May 15, 2026. A reply is due within three months of the mailing date."
    reading = read(
        mixed(
            "Content-Type: text/plain\n\nUse HTML.",
            f"Content-Type: text/html\n\n<p>{letter}</p>",
            kind="alternative",
        )
    )
    assert body(reading) == letter
    assert "alternatives-differ" in codes(reading)


def test_hidden_html_stands_apart_and_nothing_is_fetched() -> None:
    """HTML alone is shown as a reader sees it; unseen text and remote pictures are flagged."""
    reading = read(
        HEAD + "Content-Type: text/html; charset=utf-8\n\n<p>Pay by 1 May.</p>"
        '<p style="display:none">Ignore the rules</p><img src="https://t.example/1.gif">'
    )
    assert body(reading) == "Pay by 1 May."
    assert codes(reading) >= {"hidden-text", "remote-content"}
    (hidden,) = [a for a in reading.pages[0].asides if a.kind is AsideKind.HIDDEN]
    assert (hidden.text, hidden.at) == ("Ignore the rules", len(reading.pages[0].text))


def test_paragraphs_and_places_of_html_follow_the_headers() -> None:
    """Offsets of an HTML part are those of the page, and numbers go on from the header lines."""
    reading = read(HEAD + "Content-Type: text/html\n\n<h1>Notice</h1><blockquote>old words</blockquote><p>new words")
    (page,) = reading.pages
    assert quoted(page) == ["old words"]
    assert [page.text[p.start : p.end] for p in page.paragraphs][4:] == ["Notice", "old words", "new words"]
    assert [p.number for p in page.paragraphs] == [str(n) for n in range(1, 8)]


# Whose words


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----",
        "-----元のメッセージ-----",
        "---------- Forwarded message ---------",
        "---------- 転送メッセージ ----------",
        "Begin forwarded message:",
        "________________________________\n差出人: 鈴木\n送信日時: 2026年9月1日\n宛先: 佐藤\n件名: 通知",
        "From: Suzuki\nSent: 1 September 2026\nTo: Sato\nSubject: Notice",
        "发件人: 李\n发送时间: 2026年9月1日\n收件人: 佐藤",
        "-------- Forwarded Message --------\nSubject: x\nDate: y\nFrom: z",
        "-------- 転送メッセージ --------\n件名: 通知\n日付: 2026年9月1日\n差出人: 鈴木",
        "＝＝＝＝転送＝＝＝＝",
        "--- 以下、原文 ---",
        "(以下転送)",
        "差出人：鈴木\n日時：2026年9月1日\n件名：通知\n宛先：佐藤",
        "Von: Huber\nGesendet: Dienstag, 1. September 2026\nAn: Sato\nBetreff: Bescheid",
        "-------- Weitergeleitete Nachricht --------",
        "Anfang der weitergeleiteten Nachricht:",
        "------------------ 原始邮件 ------------------",
        "-----邮件原件-----",
        "----回复的原邮件----",
        "开始转发的邮件：",
        "日期: 2026年9月1日\n发件人: 李\n收件人: 佐藤",
        "寄件者: 陳\n寄件日期: 2026年9月1日\n收件者: 佐藤\n主旨: 通知",
        "보낸 사람: 김\n보낸 날짜: 2026년 9월 1일\n받는 사람: 사토\n제목: 통지",
        "---------- 전달된 메일 ----------",
        "-----원본 메시지-----",
        "다음은 전달된 메시지입니다.",
        "Date: 1 September 2026\nFrom: Suzuki\nTo: Sato\nSubject: Notice",
        "On Mon, 7 Sep 2026 at 10:00, A B <a@b.example> wrote:",
        "在 2026年9月7日，10:00，李 <l@x.example> 写道：",
    ],
)
def test_forwarded_messages_are_somebody_elses(mark: str) -> None:
    """From the mark of a forwarded message to the end, the words are quoted; those above are not."""
    (page,) = read(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n転送します。\n\n{mark}\n\nOld text\nmore").pages
    (words,) = quoted(page)
    assert words.endswith("Old text\nmore")
    assert "転送します" not in words
    assert mark.split("\n")[-1] in words


def test_text_below_a_marked_quotation_is_the_senders() -> None:
    """Where the forwarded text is marked with >, the signature below it belongs to the sender."""
    text = "FYI\n\n-----Original Message-----\nFrom: A\nSent: B\nTo: C\n\n> old\n>\n> words\n\nSato\nPatent firm"
    (page,) = read(f"{HEAD}\n{text}").pages
    assert quoted(page) == ["-----Original Message-----\nFrom: A\nSent: B\nTo: C\n\n> old\n>\n> words"]


def test_the_line_that_names_who_is_quoted_goes_with_the_quotation() -> None:
    """``On ... wrote:`` belongs to the quotation, answers between quotations do not."""
    (page,) = read(f"{HEAD}\nOn Monday, A <a@b.example>\nwrote:\n> one\nMy answer\n> two\n").pages
    assert quoted(page) == ["On Monday, A <a@b.example>\nwrote:\n> one", "> two"]


@pytest.mark.parametrize(
    "line",
    [
        "2026年9月7日(月) 10:00 鈴木 <s@x.example>:",
        "2026/09/07 10:00、鈴木 <s@x.example>のメール:",
        "鈴木さんは書きました:",
        "(2026/09/07 10:00), 鈴木 wrote:",
        "In message <x@y.example>\n   Suzuki wrote:",
        "Am 07.09.2026 um 10:00 schrieb Huber:",
        "Huber <h@x.example> schrieb am Mo., 7. Sept. 2026, 10:00:",
        '在 2026-09-07 10:00:00，"李" <l@x.example> 写道：',
        "陳 <c@x.example> 於 2026年9月7日 週一 上午10:00寫道：",
        "2026년 9월 7일 (월) 오전 10:00, 김 <k@x.example>님이 작성:",
        "2026. 9. 7. 오전 10:00, 김 쓴 글:",
    ],
)
def test_who_is_quoted_is_told_in_many_tongues(line: str) -> None:
    """The line of the usual mail programs above a marked quotation goes with it; the answer below does not."""
    head = f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n"
    (page,) = read(f"{head}Hello\n\n{line}\n> old\n> more\n\nMy answer").pages
    assert quoted(page) == [f"{line}\n> old\n> more"]


def test_a_quotation_inside_a_quotation_is_a_section_of_its_own() -> None:
    """What the quoted message quotes in turn can be told from what it says itself."""
    text = (
        "FYI\n\n-----Original Message-----\nFrom: A\nSent: B\n\n> new\n>\n> -----Original Message-----\n> > old\n> > er"
    )
    (page,) = read(f"{HEAD}\n{text}").pages
    assert quoted(page) == [
        "-----Original Message-----\nFrom: A\nSent: B\n\n> new\n>\n> -----Original Message-----\n> > old\n> > er",
        "> -----Original Message-----\n> > old\n> > er",
    ]


def test_marks_without_end_take_no_time() -> None:
    """Long runs of what patterns look for are read in linear time."""
    for flood in ("> \n" * 50_000, "From: a\nSent: b\nTo: c\n" * 20_000 + "> x", "\n" * 200_000 + "> x", "-" * 500_000):
        assert read(HEAD + "\n" + flood + "\nend").pages
    for field in ('\\"' * 100_000, "<" + " " * 200_000, "=?a?b?" * 30_000, "a" * 200_000, "(" * 200_000):
        assert read(f"From: {field}\nSubject: {field}\nDate: {field}\nReply-To: {field}\n\nHello").flags
    html = "<link " * 100_000 + "あ" * 200_000
    assert read(mixed("\n" + "あ" * 200_000, f"Content-Type: text/html\n\n{html}", kind="alternative")).pages


@pytest.mark.parametrize(
    "text",
    [
        "From: the claims it follows that",
        "<<最初>>の拒絶理由",
        "Re: original message of 1 May\nDate: 1 May",
        "原文\n件名: x",
    ],
)
def test_ordinary_words_are_not_taken_for_quotations(text: str) -> None:
    """A single line that looks like a field, or names a message, quotes nothing."""
    assert not quoted(read(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text}\n\nMore").pages[0])


def test_an_attached_message_is_a_file_of_its_own_and_bounded() -> None:
    """A mail forwarded as attachment is taken out, not shown twice; beyond the nesting limit it is only named."""
    inner = "Content-Type: message/rfc822\n\nSubject: Inner\nFrom: x@y.example\n\nInner text"
    reading = read(mixed("Content-Type: text/plain\n\nSee below", inner))
    assert body(reading) == "See below"
    assert [(f.name, f.part, f.data) for f in reading.inside] == [
        ("part-2.eml", "2", b"Subject: Inner\nFrom: x@y.example\n\nInner text")
    ]
    assert not codes(reading)
    reading = read(mixed("Content-Type: text/plain\n\nSee below", inner), Limits(nesting=0))
    assert [(f.why_not, f.data) for f in reading.inside] == [("nesting", b"")]
    assert codes(reading) == {"nested-not-read", "attachments-not-read"}


# Attachments and sealed parts


def test_attachments_are_taken_out_and_not_read_here() -> None:
    """Name, type and size stand apart; the bytes are handed on, and what they are is told by them."""
    pdf = base64.b64encode(b"%PDF-1.4 ...").decode()
    reading = read(
        mixed(
            "Content-Type: text/plain\n\nAttached.",
            'Content-Type: application/octet-stream; name="OA.pdf"\nContent-Disposition: attachment\n'
            f"Content-Transfer-Encoding: base64\n\n{pdf}",
        )
    )
    assert attachments(reading) == [("OA.pdf", "application/octet-stream, 12 bytes")]
    (file,) = reading.inside
    assert (file.name, file.media_type, file.part, file.data) == ("OA.pdf", "application/pdf", "2", b"%PDF-1.4 ...")
    assert not codes(reading)
    assert body(reading) == "Attached."


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("Content-Type: application/zip; name=a.zip\n\nPK\x03\x04", "unsupported-kind"),
        ("Content-Type: application/pdf; name=a.zip\n\n", "empty"),
        ("Content-Type: text/plain; name=a.zip\nContent-Disposition: attachment\n\n\x01\x02\x03\x04", "wrong-type"),
        ("Content-Type: image/png; name=a.zip\n\n\x89PNG", "unsupported-kind"),
    ],
)
def test_what_is_not_taken_is_named_with_its_reason(part: str, why: str) -> None:
    """Archives, pictures, empty and unknown files are not opened; the flag names them and them alone."""
    notice = "Content-Type: text/plain; name=notice.txt\nContent-Disposition: attachment\n\nwords"
    raw = mixed("Content-Type: text/plain\n\nAttached.", part, notice).replace("\x89PNG", "\x89PNG\r\n\x1a\n")
    reading = read(raw.encode("latin-1"))
    assert [(f.name, f.why_not, f.data) for f in reading.inside] == [("a.zip", why, b""), ("notice.txt", "", b"words")]
    (flag,) = [f for f in reading.flags if f.code == "attachments-not-read"]
    assert "a.zip" in flag.message.en
    assert "a.zip" in flag.message.ja
    assert "notice.txt" not in flag.message.en


def test_pictures_of_the_text_and_signatures_worry_nobody() -> None:
    """Logos that the text shows, contact cards and signatures are listed without a flag; a scan in the mail is told."""
    logo = "Content-Type: image/gif; name=logo.gif\nContent-ID: <logo@x>\n\nGIF89a"
    page = 'Content-Type: text/html\n\n<p>Regards</p><img src="cid:logo@x">'
    card = "Content-Type: text/vcard; name=sato.vcf\n\nBEGIN:VCARD"
    reading = read(mixed(page, logo, card))
    assert [(f.name, f.why_not) for f in reading.inside] == [
        ("logo.gif", "inline-picture"),
        ("sato.vcf", "contact-card"),
    ]
    assert "attachments-not-read" not in codes(reading)
    reading = read(mixed("Content-Type: text/html\n\n<p>Regards</p>", logo.replace("logo.gif", "scan.gif")))
    assert "attachments-not-read" in codes(reading)
    reading = read(mixed(page, "Content-Type: image/gif\n\nGIF89a", kind="related"))
    assert "attachments-not-read" not in codes(reading)


def test_an_invitation_is_text() -> None:
    """A calendar part beside the words is taken out as text."""
    raw = mixed(
        "Content-Type: text/plain\n\nMeeting", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR", kind="alternative"
    )
    reading = read(raw)
    assert body(reading) == "Meeting"
    assert [(f.media_type, f.why_not, f.data) for f in reading.inside] == [("text/calendar", "", b"BEGIN:VCALENDAR")]


def test_a_file_shown_below_the_words_is_no_word_of_the_sender() -> None:
    """Named texts after the sender's words are files, however they are to be shown; the first text is the message."""
    reading = read(
        mixed(
            "Content-Type: text/plain; name=body.txt\n\nHello",
            "Content-Type: text/plain; name=a.txt\nContent-Disposition: inline\n\nenclosed words",
            "Content-Type: text/plain; name=b.txt\nContent-Disposition: attachment\n\nother words",
            "Content-Type: text/plain\n\nA list's last line",
        )
    )
    assert body(reading) == "Hello\n\nA list's last line"
    assert not quoted(reading.pages[0])
    assert [(f.name, f.part, f.data) for f in reading.inside] == [
        ("a.txt", "2", b"enclosed words"),
        ("b.txt", "3", b"other words"),
    ]


def test_bounds_on_attachments_are_said() -> None:
    """Beyond the number or the bytes allowed, a file is named and not taken."""
    files = [f"Content-Type: text/plain; name=f{n}.txt\nContent-Disposition: attachment\n\nwords" for n in range(3)]
    raw = mixed("Content-Type: text/plain\n\nHello", *files)
    few = read(raw, Limits(attachments=2))
    assert [f.why_not for f in few.inside] == ["", "", "too-many"]
    assert codes(few) == {"attachments-too-many", "attachments-not-read"}
    small = read(raw, Limits(attachment_bytes=11))
    assert [f.why_not for f in small.inside] == ["", "", "too-large"]
    assert codes(small) == {"attachments-too-large", "attachments-not-read"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "inner",
    [
        "Subject:  two spaces\nFrom: a@b.example\nX-Folded: one\n\t two \n\nText\n\n",
        "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B2\n\n--B2\n\ntext\n--B2--\nafter",
        "From: a@b.example\n\n--Bx no boundary\n--B2",
        "Subject: a\nno field: but a line\n\nx",
    ],
)
def test_an_attached_message_keeps_its_bytes(inner: str, end: str) -> None:
    """An attached message has the bytes, and so the identity, of the same message saved as a file."""
    inner = inner.replace("\n", end)
    raw = mixed("Content-Type: text/plain\n\nHello", "Content-Type: message/rfc822; name=m.eml\n\nX")
    raw = raw.replace("\n", end).replace(f"{end}{end}X", f"{end}{end}{inner}")
    (file,) = read(raw).inside
    assert file.data == inner.encode()


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_an_encoded_message_is_decoded(encoding: str) -> None:
    """Attached messages must not be encoded, and are all the same."""
    inner = b"Subject: Inner\nFrom: x@y.example\n\n=E3 text"
    data = base64.encodebytes(inner) if encoding == "base64" else inner.replace(b"=", b"=3D")
    head = f"Content-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\n"
    (file,) = read(mixed("Content-Type: text/plain\n\nHello", head + data.decode())).inside
    assert file.data == inner


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ('filename="../../../../tmp/pwned.sh"', "pwned.sh"),
        ('filename="C:\\\\x\\\\y.exe"', "y.exe"),
        ("filename*=utf-8''%E9%80%9A%E7%9F%A5.pdf", "通知.pdf"),
        ("filename*0*=utf-8''%E9%80; filename*1*=%9A%E7%9F%A5.pdf", "通知.pdf"),
        ("filename*=shift_jis'ja'%92%CA%92m.pdf", "通知.pdf"),
        ('filename="=?utf-8?B?6YCa55+lLnBkZg==?="', "通知.pdf"),
        ("filename*=nonsense''a%FFb.pdf", "a\ufffdb.pdf"),
        ('filename="fdp\u202efdp.exe"', "fdp\ufffdfdp.exe"),
    ],
)
def test_attachment_names_are_for_the_eye(given: str, shown: str) -> None:
    """Names are decoded, lose every path, and show characters that would deceive."""
    part = f"Content-Type: application/octet-stream\nContent-Disposition: attachment; {given}\n\nx"
    reading = read(mixed("Content-Type: text/plain\n\nHello", part))
    assert [name for name, _ in attachments(reading)] == [shown]
    assert ("attachment-name" in codes(reading)) == ("/" in given or "\\" in given or "\u202e" in given)


@pytest.mark.parametrize(
    "text",
    [
        mixed("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted"),
        HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB",
        HEAD + "\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----",
    ],
)
def test_encrypted_messages_are_refused(text: str) -> None:
    """A message that is encrypted as a whole is no message without words."""
    assert reason(text) == "encrypted"


def test_an_encrypted_part_beside_text_is_flagged() -> None:
    """What is readable is read, and the sealed part is told."""
    sealed = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIIB"
    reading = read(mixed("Content-Type: text/plain\n\nSee the sealed part", sealed))
    assert body(reading) == "See the sealed part"
    assert "encrypted-part" in codes(reading)


def test_winmail_dat_is_not_read() -> None:
    """TNEF is named and flagged."""
    reading = read(mixed("Content-Type: text/plain\n\nHi", "Content-Type: application/ms-tnef; name=winmail.dat\n\nx"))
    assert "tnef-not-read" in codes(reading)


def test_a_message_without_words_is_said() -> None:
    """No silent empty text: headers alone raise a flag."""
    assert "no-body" in codes(read(HEAD + "\n"))
    assert "no-body" in codes(read(mixed("Content-Type: image/png\n\nx")))


# Charsets and encoded words


@pytest.mark.parametrize(
    ("label", "codec", "text", "flag"),
    [
        ("utf-8", "utf-8", "通知書", None),
        ("shift_jis", "cp932", "㈱山﨑①", None),
        ("gb2312", "gbk", "专利權通知書", None),
        ("euc-jp", "euc_jp", "拒絶理由通知書", None),
        ("ks_c_5601-1987", "cp949", "의견제출통지서", None),
        ("iso-8859-1", "cp1252", "“Prüfungsbescheid”", None),
        ("us-ascii", "utf-8", "拒絶理由通知書の応答期間", "encoding-mismatch"),
        ("iso-8859-1", "utf-8", "拒絶理由通知書の応答期間", "encoding-mismatch"),
        ("iso-8859-1", "cp932", "拒絶理由通知書の応答期間について", "encoding-mismatch"),
        ("utf-8", "cp932", "拒絶理由通知書の応答期間について", "encoding-mismatch"),
        ("x-nonsense", "utf-8", "拒絶理由通知書", "encoding-mismatch"),
        ("x-nonsense", "ascii", "notice", "charset-unknown"),
    ],
)
@pytest.mark.parametrize("transfer", ["8bit", "base64"])
def test_bodies_are_decoded_as_they_were_written(
    label: str, codec: str, text: str, flag: str | None, transfer: str
) -> None:
    """The declared charset where it fits (Windows' forms included), the bytes' own where it does not, with a flag."""
    data = text.encode(codec)
    data = base64.encodebytes(data) if transfer == "base64" else data
    head = f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: {transfer}\n\n"
    reading = read((HEAD + head).encode() + data)
    assert body(reading) == text
    assert codes(reading) == ({flag} if flag else set())


def test_iso_2022_jp_keeps_the_characters_of_windows() -> None:
    """① ㈱ 髙 under the plain escape are not lost, and not other characters."""
    data = b"\x1b$B-!-j|b\x1b(B"
    reading = read((HEAD + "Content-Type: text/plain; charset=ISO-2022-JP\n\n").encode() + data)
    assert body(reading) == "①㈱髙"
    assert reading.encoding == "iso-2022-jp"


def test_utf_7_is_not_decoded() -> None:
    """A part in UTF-7 is not read; the message is, with a flag."""
    reading = read(HEAD + "Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
    assert codes(reading) >= {"utf-7", "no-body"}
    assert "script" not in reading.pages[0].text


def test_damaged_characters_stay_visible() -> None:
    """One broken byte in a long text does not change the charset."""
    data = "拒絶理由通知書の応答期間は発送の日から六十日です。".encode() + b"\xe3"
    reading = read((HEAD + "Content-Type: text/plain; charset=utf-8\n\n").encode() + data)
    assert body(reading).endswith("六十日です。\ufffd")
    assert codes(reading) == {"encoding-damaged"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("=?UTF-8?B?6YCa55+l?= =?UTF-8?B?5pu4?=", "通知書"),
        ("=?UTF-8?B?6YCa5w==?=\n =?UTF-8?B?n6Xmm7g=?=", "通知書"),
        ("=?utf-8?Q?Office_Action=3A_reply?= due", "Office Action: reply due"),
        ("=?ISO-2022-JP?B?GyRCRExDTj1xGyhC?=", "通知書"),
        ("=?iso-2022-jp?B?GyRCLSEtahsoQg==?=", "①㈱"),
        ("=?shift_jis*ja?B?kspSbQ==?=", "通Rm"),
        ('"=?UTF-8?B?6YCa55+l?="', '"通知"'),
        ("Re:=?UTF-8?B?6YCa55+l?=", "Re:通知"),
        ("=?utf-8?Q?a b?=", "a b"),
        ("=?UTF-8?B?x?=", "=?UTF-8?B?x?="),
        ("A =?UTF-8?Q?b?= c", "A b c"),
    ],
)
def test_encoded_words_are_shown_as_words(raw: str, shown: str) -> None:
    """Encoded words as standards have them and as mailers break them: split characters, quotes, spaces, no gap."""
    reading = read(f"From: a@b.example\nDate: Mon, 7 Sep 2026 10:00:00 +0900\nSubject: {raw}\n\nx")
    assert reading.pages[0].text.startswith(f"Subject: {shown}\nFrom")


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "iso2022_jp"])
def test_raw_headers_are_read(codec: str) -> None:
    """Headers with raw characters instead of encoded words are read too."""
    raw = b"Subject: " + "拒絶理由通知書".encode(codec) + b"\nFrom: a@b.example\nDate: Mon, 7 Sep 2026 10:00:00 +0900"
    assert read(raw + b"\n\nx").pages[0].text.startswith("Subject: 拒絶理由通知書\n")


def test_an_encoded_line_break_makes_no_header() -> None:
    """CR LF inside an encoded word is a space, and told."""
    reading = read(f"{HEAD}Cc: =?utf-8?Q?x=0D=0ABcc:_evil@x.example?=\n\nHello")
    assert "Cc: x Bcc: evil@x.example\n" in reading.pages[0].text
    assert not re.search(r"^Bcc:", reading.pages[0].text, re.MULTILINE)
    assert "header-injection" in codes(reading)


# Who sent it, and when


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ('From: "boss@client.example" <x@evil.example>', "sender-name-spoof"),
        ("From: =?utf-8?Q?boss=40client.example?= <x@evil.example>", "sender-name-spoof"),
        ("From: a@b.example\nFrom: c@d.example", "several-senders"),
        ("From: a@b.example, c@d.example", "several-senders"),
        ("From: a@xn--b-example.example", "sender-domain-unusual"),
        ("From: a@fіrm.example", "sender-domain-unusual"),
        ("From: a@b.example\nReply-To: a@evil.example", "reply-elsewhere"),
        ("From: nobody", "sender-missing"),
        ("From: a@b.example\nSubject: 1\nSubject: 2", "duplicate-header"),
    ],
)
def test_doubtful_senders_are_flagged(fields: str, flag: str) -> None:
    """What forged senders do is told, one fact by one flag."""
    assert codes(read(f"{fields}\nDate: Mon, 7 Sep 2026 10:00:00 +0900\n\nHello")) - {"charset-missing"} == {flag}


@pytest.mark.parametrize(
    "fields",
    [
        'From: "Sato, T. (a@b.example)" <a@b.example>',
        "From: a@b.example (Sato)",
        "From: a@mail.firm.example\nReply-To: b@firm.example",
        'From: "Sato <Tokyo>" <a@b.example>',
    ],
)
def test_ordinary_senders_are_not_flagged(fields: str) -> None:
    """Names with commas, comments and brackets are names; a sub-domain is the same house."""
    assert not codes(read(f"{fields}\nDate: Mon, 7 Sep 2026 10:00:00 +0900\n\nHello"))


@pytest.mark.parametrize(
    "date", ["yesterday", "Mon, 45 Sep 2026", "Mon, 30 Jun 3609 15:33:50 +0600", "2026", "=?x?=", "()"]
)
def test_a_bad_date_is_shown_and_not_invented(date: str) -> None:
    """What is no date has no ISO form."""
    reading = read(f"From: a@b.example\nDate: {date}\n\nHello")
    assert "date-unreadable" in codes(reading)
    assert f"Date: {date}" in reading.pages[0].text
    assert all(not e.attributes for e in reading.pages[0].elements)


def test_a_missing_date_is_said() -> None:
    """No Date, no date."""
    assert codes(read("From: a@b.example\nSubject: x\n\nHello")) == {"date-missing"}


# Hostile structure


def test_deep_nesting_is_refused() -> None:
    """Thousands of messages or multiparts in each other are refused, without running out of stack."""
    assert reason(b"Content-Type: message/rfc822\n\n" * 3000 + b"x") == "depth"
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    assert reason(deep + "\nx") == "depth"


def test_floods_are_refused() -> None:
    """200,000 header fields, a field of a megabyte, and too many parts are refused."""
    assert reason(b"".join(b"X-%d: y\n" % n for n in range(200_000)) + b"\nx") == "members"
    assert reason(b"Subject: " + b"x" * 2**20 + b"\n\nx") == "members"
    assert reason(b"Content-Type: text/plain" + b";x=y" * 2**17 + b"\n\nx") == "members"
    assert reason(mixed(*["\nx"] * 50), Limits(members=20)) == "members"
    assert reason(HEAD + "\n" + "x" * 100, Limits(text_chars=150)) == "text-size"


def test_a_cut_message_is_flagged() -> None:
    """A multipart message without its end may be cut short."""
    text = f"{HEAD}Content-Type: multipart/mixed; boundary=B\n\n--B\n\nThe period is"
    reading = read(text)
    assert body(reading) == "The period is"
    assert "structure-repaired" in codes(reading)


def test_text_between_the_parts_is_kept_apart() -> None:
    """What mail programs do not show is no part of the text."""
    text = mixed("\nHello").replace("\n\n--B\n", "\n\nunseen words\n--B\n", 1)
    reading = read(text)
    assert "unseen" not in reading.pages[0].text
    assert ("unseen words", "preamble") in [(a.text, a.detail) for a in reading.asides]


_SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "Content-Type: ",
                "text/html",
                "text/plain",
                "multipart/mixed",
                "multipart/alternative",
                "message/rfc822",
            ),
            *("message/delivery-status", "; boundary=B", "; charset=", "utf-8", "iso-2022-jp", "utf-7", "gb2312", "hz"),
            *(
                "Content-Transfer-Encoding: ",
                "base64",
                "quoted-printable",
                "x-uuencode",
                "\n",
                "\n\n",
                "--B\n",
                "--B--\n",
            ),
            *(
                "=?utf-8?B?",
                "=?utf-8?Q?",
                "?=",
                "=E3",
                "Subject: ",
                "From: ",
                "Date: ",
                "Reply-To: ",
                "<a@b>",
                '"',
                ";",
            ),
            *("filename*0*=", "''", "%E3%81", "Content-Disposition: attachment; ", "begin 644 x\n", "\x1b$B", "\u3042"),
            *("> ", "On x wrote:", "-----Original Message-----", "Sent: ", "To: ", "1970", "Mon, 7 Sep 2026 ", "<b>"),
        ]
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SOUP, st.binary(max_size=12))
def test_any_bytes_give_a_reading_or_a_refusal(soup: list[str], noise: bytes) -> None:
    """No other exception leaves the reader, and an empty page is never silent."""
    try:
        reading = read_mail("".join(soup).encode() + noise, LIMITS)
    except RefusedError:
        return
    assert body(reading).strip() or reading.flags


def test_mail_is_read_in_confinement() -> None:
    """The way in that everyone uses reads mail, in its own process."""
    document = read_bytes(HEAD.encode() + b"Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B-!\x1b(B", "m.eml")
    assert document.outcome is Outcome.PARSED, document.refusal
    assert document.media_type == "message/rfc822"
    assert document.pages[0].text.endswith("①")


def _data() -> Path:
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA does not name a folder of real documents")
    return Path(root)


def test_real_mail_is_read() -> None:
    """Every real message gives text, or a flag that says why there is none."""
    files = [f for f in (_data() / "documents" / "mail").iterdir() if f.suffix == ".eml"]
    assert files
    for file in files:
        reading = read_mail(file.read_bytes(), LIMITS)
        assert body(reading).strip() or "no-body" in codes(reading), file.name


def test_what_deadlines_rest_on_stands_on_the_page() -> None:
    """Every labelled quotation from the text of a mail is found on its page."""
    folder = _data() / "docketing" / "generated"
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        if not labelled["format"].startswith("eml"):
            continue
        reading = read_mail((folder / labelled["file"]).read_bytes(), LIMITS)
        text = re.sub(r"\s+", "", reading.pages[0].text)
        quotes = [q for item in labelled["items"] for found in item["quotes"].values() for q in found]
        for quote in quotes:
            if quote.get("part", "body") == "body":
                assert re.sub(r"\s+", "", quote["quote"]) in text, labelled["id"]
