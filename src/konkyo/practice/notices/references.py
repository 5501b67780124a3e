"""The addressee's reference and party, as far as the document states them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.folding import GAP, loose
from konkyo.practice.notices import letterhead, party_words
from konkyo.practice.notices.confidence import ELEMENT, HEADER, LABEL, WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

_REF = (
    r"(?P<ref>[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9./_#-]*(?: ?(?:[A-Z]{2,3}\d{0,2}"
    r"|\d+)(?![A-Za-z0-9.]))?|[A-Za-z0-9]+[-/][A-Za-z0-9./_-]+"
    r"|[一-鿿ァ-ヶ]{0,4}[A-Za-z0-9-]{3,20})"
)
_THEIRS_JA = re.compile(
    loose(
        r"(?:貴社|御社|貴所|貴事務所|貴殿|貴方|貴学|貴機構|貴研究所"
        r"|お客様|客先|クライアント|依頼人|ご依頼人)(?:の)?(?:ご?(?:整理"
        r"|管理|参照|案件|ファイル)(?:番号|No\.?)|(?:Ref|Case|File|Docket)\.?(?:No\.?)?"
        r"|ケース|ファイル|番号)"
    )
    + rf"\s*[::)\]】\t ]*\s*{_REF}",
    re.IGNORECASE,
)
_THEIRS_ZH = re.compile(
    r"贵(?:方|司|所|公司|单位)(?:的)?(?:案件?(?:编)?号|案卷号|卷号|编号|参考号|文号|档案号|案号|Ref\.?"
    r"|案)[::)\]】\s]*" + _REF,
    re.IGNORECASE,
)
_THEIRS_KO = re.compile(
    r"귀(?:사|소|하|측|사무소)(?:의)?\s*(?:관리|정리|참조|사건|문서)?\s*(?:번호|Ref\.?|No\.?)\s*[::)\]】]*\s*" + _REF,
    re.IGNORECASE,
)
_THEIRS_DE = re.compile(
    r"\bihr(?:e|er)?\s+(?:zeichen|referenz|aktenzeichen|az\.?|akte|ref\.?)\s*[::)\]]*\s*" + _REF, re.IGNORECASE
)
_BRACKETED_JA = re.compile(rf"[(（/]\s*(?:貴社|御社|貴所)(?:Ref\.?)?\s*[::]?\s*{_REF}", re.IGNORECASE)
_PLAIN_JA = re.compile(rf"(?<![所社方庁]){GAP}整{GAP}理{GAP}番{GAP}号\s*[::)\]】\t ]*\s*{_REF}")
_CASE_JA = re.compile(
    loose(r"(?:^|\n)\s*(?:\(?\d{1,2}[.)]\s*)?(?:案件(?:番号)?|件名|社内(?:整理|管理)?番号|管理番号)")
    + rf"\s*[::\s]\s*{_REF}"
)
_OURS = re.compile(loose(r"(?:弊所|当所|弊社|当社|当方|当事務所|発信者|our)$"), re.IGNORECASE)
_THEIRS_EN = re.compile(
    r"(?:your|\byr\.?|client(?:['’]?s)?|our client['’]?s)\s*(?:file\s*"
    r"|docket\s*|case\s*|matter\s*)?(?:ref(?:erence)?\.?"
    r"|docket|file|case|matter)\s*(?:no\.?|number|#)?\s*[::]?\s*" + _REF,
    re.IGNORECASE,
)
_YOURS_BESIDE = re.compile(
    r"[(,;/]\s*yours?\s*:?\s+(?P<ref>(?=[A-Za-z0-9./_#-]*\d)[A-Za-z0-9][A-Za-z0-9./_#-]{2,24})(?=\s*[),;:/]|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A reference with nothing but ``your`` before it, in brackets or between commas (``(your AB-12)``)."""
_SUBJECT = re.compile(
    r"^[^\S\n]*(?:subject|件名|主题|主旨|제목|betreff|objet)\s*:[^\S\n]*(?:(?:re|fwd?|aw|wg|転送|返信|转发|回复)\s*:\s*)*"
    r"[【\[(]\s*(?:貴社|御社|貴方|your)?\s*(?:ref\.?|整理番号)?\s*:?\s*(?P<ref>(?=[^\]】)\n]*\d)[A-Za-z0-9][A-Za-z0-9./_#-]{2,24})\s*[】\])]",
    re.IGNORECASE | re.MULTILINE,
)
"""A reference in brackets at the head of a subject line."""
_YOURS_BEHIND = re.compile(
    r"(?:docket|ref(?:erence)?\.?|file|case)\s*(?:no\.?)?\s*[::]\s*" + _REF + r"\s*\(\s*yours?\s*\)", re.IGNORECASE
)
_DOCKET_EN = re.compile(
    r"(?:att(?:orne)?y\.?(?:['’]s)?\s*(?:docket|dkt\.?)\s*(?:no\.?"
    r"|number|#)(?:/title)?|(?:docket|dkt\.?)\s*(?:no\.?|number|#)|(?:att(?:orne)?y\.?\s*)?(?:docket|dkt\.?)(?=\s*:)|(?:applicant['’]?s\s+or\s+)?agent['’]?s\s+"
    r"file\s+reference|(?<![A-Za-z'’]\s)file\s+ref(?:erence|\.)"
    r"|zeichen/ref\./réf\.|(?<![A-Za-z])ref\.)\s*[::]?[^\S\n]+" + _REF,
    re.IGNORECASE,
)
_BEHIND_NUMBER = re.compile(
    r"(?:号?\s*[(（]\s*(?P<ref>[一-鿿]?[A-Z]{0,4}\d{1,5}-\d{2,6}[A-Z]{0,3}|[A-Z]{1,4}-\d{3,6}[A-Z]{0,3}))\s*[)）]"
)
"""A reference in brackets right behind the number of the application (``特願2020-123456（AB-1234）``)."""
_DOCKET_BESIDE = re.compile(
    r"[(,;]\s*(?:docket|matter|file|case|ref\.?)\s+(?P<ref>(?=[A-Za-z0-9./_#-]*\d)[A-Za-z0-9][A-Za-z0-9./_#-]{2,24})\s*[),;]",
    re.IGNORECASE,
)
"""``(docket AB-123)``: a reference named beside the number, without saying whose."""
_SUBJECT_BARE = re.compile(
    r"^[^\S\n]*(?:subject|件名|主题|제목|betreff)\s*:[^\S\n]*(?:(?:re|fwd?|aw|wg|転送|返信|转发)\s*:\s*)*"
    r"(?P<ref>(?!(?:US|EP|JP|CN|KR|DE|WO|PCT)[\d/-])[A-Z]{1,4}-\d{2,6}[a-z]?|(?:19|20)\d{2}-\d{3,4})"
    r"(?=\s*[:,–—]\s|\s+(?!\d))(?![-/.\d])",
    re.IGNORECASE | re.MULTILINE,
)
"""A reference that a subject line begins with (``Subject: AB-123 Notice of Allowance``)."""
_DOCKET_HEADER = re.compile(r"(?<![@\w])docket(?![\w@])(?!\s*(?:team|department|room|clerk|@))", re.IGNORECASE)


def matter_refs(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """References of the addressee between two offsets, best first."""
    part = sheet.part("file-reference-id", "m-arrangement-number")
    if part is not None and start <= part.start < end:
        yield sheet.finding(_tidy(sheet.read(part)), part.start, part.end, ELEMENT)
    yield from _matches(sheet, _THEIRS_JA, start, end, LABEL)
    yield from _matches(sheet, _BRACKETED_JA, start, end, LABEL)
    yield from _matches(sheet, _THEIRS_ZH, start, end, LABEL)
    yield from _matches(sheet, _THEIRS_KO, start, end, LABEL)
    yield from _matches(sheet, _THEIRS_DE, start, end, LABEL)
    yield from _matches(sheet, _THEIRS_EN, start, end, LABEL)
    yield from _matches(sheet, _YOURS_BESIDE, start, end, LABEL)
    yield from _matches(sheet, _YOURS_BEHIND, start, end, LABEL)
    yield from _header_column(sheet, start, end)
    yield from letterhead.references(sheet, start, end)
    yield from _docket_column(sheet, start, end)
    yield from _matches(sheet, _DOCKET_EN, start, end, LABEL)
    yield from _matches(sheet, _PLAIN_JA, start, end, LABEL)
    yield from _matches(sheet, _CASE_JA, start, end, HEADER)
    yield from _beside_number(sheet, start, end)
    for number in sheet.numbers:
        if number.kind == "application" and start <= number.start < end:
            beside = _BEHIND_NUMBER.match(sheet.text, number.end, end)
            if beside is not None:
                yield sheet.finding(beside["ref"], *beside.span("ref"), HEADER)
    for pattern in (_DOCKET_BESIDE, _SUBJECT, _SUBJECT_BARE):
        for found in _matches(sheet, pattern, start, end, HEADER):
            if not _is_ours(sheet, found.value):
                yield found


_BESIDE_NUMBER = re.compile(
    r"[^\S\n]*(?:/|\||[(\[])[^\S\n]*(?:yours?\s*:?\s*)?(?P<ref>(?=[A-Za-z0-9./_#-]*\d)[A-Za-z0-9][A-Za-z0-9./_#-]{3,20})"
    r"[^\S\n]*[)\]]?[^\S\n]*[:;,.]?[^\S\n]*(?=\n|\Z)",
    re.IGNORECASE,
)


def _beside_number(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """A token behind an application's number that ends the line (``Re EP 21159189.6 (Q36606.4)``)."""
    for number in sheet.numbers:
        match = _BESIDE_NUMBER.match(sheet.text, number.end) if start <= number.start < end else None
        if match is None or _is_ours(sheet, match["ref"]) or re.fullmatch(r"[\d./-]{4,10}|[A-Z]\d?", match["ref"]):
            continue
        if all(match.end("ref") <= n.start or match.start("ref") >= n.end for n in sheet.numbers):
            yield sheet.finding(match["ref"], *match.span("ref"), HEADER)


def _is_ours(sheet: Sheet, ref: str) -> bool:
    """Whether the letter elsewhere says that a reference is its sender's own."""
    own = re.escape(ref)
    return bool(
        re.search(
            rf"(?:弊所|当所|弊社|当方|我方|我所|\bour\b|당소|\bunser)[^\n]{{0,16}}?{own}", sheet.text, re.IGNORECASE
        )
    )


def _tidy(printed: str) -> str:
    return re.sub(r"\s+", " ", printed).strip()


def _matches(sheet: Sheet, pattern: re.Pattern[str], start: int, end: int, confidence: float) -> Iterator[Finding[str]]:
    for match in pattern.finditer(sheet.text, start, end):
        ref = match["ref"].rstrip(".,;/-")
        label = sheet.text[max(0, match.start() - 8) : match.start()]
        if (
            not re.search(r"\d", ref)
            or re.match(r"[特実意商](?:許|願|標|匠|用)", ref)
            or _OURS.search(re.sub(r"[ :(]+$", "", label))
        ):
            continue
        at = match.start("ref")
        yield sheet.finding(_tidy(ref), at, at + len(ref), confidence)


_REF_HEADER = re.compile(
    loose(
        r"(?:your|client) (?:ref|docket|file|case|matter)|docket|(?:貴社"
        r"|御社|貴所|お客様)(?:ご)?(?:整理|管理)番号|^整理番号$"
        r"|贵(?:方|司|所)(?:的)?(?:案号|卷号|编号)|귀(?:사|소) ?(?:관리|정리|참조)?번호|ihr zeichen|ihre referenz"
        r"|^貴社"
    ),
    re.IGNORECASE,
)
_CELL = re.compile(r"\S(?:[^\t\n]*?\S)??(?=\t|\s{2,}|\s*$)")
_TABLE_LINES = 60
_FEWEST_CELLS = 3
_NUMBERED_ROW = re.compile(
    r"\d{2}/\d{3},?\d{3}|[特実意商]願|(?:特許|登録)第\s?\d|\d{4}-\d{6}|PCT/|\d{8,12}\.[\dX]\b|\d{2}-\d{4}-\d{7}"
    r"|\d{2}\s?\d{4}\s?\d{3}\s?\d{3}\.\d|(?:\t|\s{2}|\|\s?)(?:\d{7}|\d{1,2},\d{3},\d{3}|10-\d{7})(?=\t|\s{2}|\s?\|)"
)


def _header_column(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """The cell under a header that names the addressee's reference, in the row that the case stands in."""
    for index in range(sheet.line_at(start), sheet.line_at(end - 1) + 1):
        line = sheet.lines[index]
        cells = list(_CELL.finditer(line.text)) if _NUMBERED_ROW.search(line.text) else []
        if len(cells) >= _FEWEST_CELLS:
            yield from _under_header(sheet, index, cells)


def _under_header(sheet: Sheet, index: int, cells: list[re.Match[str]]) -> Iterator[Finding[str]]:
    line = sheet.lines[index]
    for above in reversed(sheet.lines[max(0, index - _TABLE_LINES) : index]):
        header = list(_CELL.finditer(above.text))
        column = next((i for i, cell in enumerate(header) if _REF_HEADER.search(cell[0])), None)
        if column is not None and len(header) == len(cells) and re.search(r"\d", cells[column][0]):
            cell = cells[column]
            yield sheet.finding(_tidy(cell[0]), line.start + cell.start(), line.start + cell.end(), HEADER)
            return


def _docket_column(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """The docket number in the row under the header of a USPTO cover sheet or notice."""
    for index, line in enumerate(sheet.lines):
        if not start <= line.start < end:
            continue
        match = re.search(r"(?<!\d)\d{2}/\d{3},?\d{3}(?!\d)", line.text)
        header = "\n".join(above.text for above in sheet.lines[max(0, index - 4) : index])
        if match is None or not _DOCKET_HEADER.search(header):
            continue
        yield from _docket_cell(sheet, line.start + match.end(), line.text[match.end() :])


_NOT_A_DOCKET = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{1,4}|\$?[\d.,]+|[A-Z]+|[A-Z]+\.[A-Z.]+")
_DOCKET_TOKEN = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z-])[A-Za-z0-9][A-Za-z0-9./_()-]{2,30}")


def _docket_cell(sheet: Sheet, offset: int, rest: str) -> Iterator[Finding[str]]:
    """The docket is the last cell that is no date, count or confirmation number; in a run of words, such a word."""
    cells = list(re.finditer(r"\S(?:[^\t\n]*?\S)??(?=\t|\s{2,}|\s*$)", rest))
    if len(cells) > 1:
        for cell in reversed(cells):
            if re.search(r"\d", cell[0]) and len(cell[0]) <= 25 and not _NOT_A_DOCKET.fullmatch(cell[0]):
                yield sheet.finding(_tidy(cell[0]), offset + cell.start(), offset + cell.end(), HEADER)
                return
    for word in reversed(list(re.finditer(r"\S+", rest))):
        if _DOCKET_TOKEN.fullmatch(word[0]) and not _NOT_A_DOCKET.fullmatch(word[0]):
            yield sheet.finding(word[0], offset + word.start(), offset + word.end(), HEADER)
            return


_COUNTRIES = (
    r"大韓民国|アメリカ合衆国|中華人民共和国|ドイツ連邦共和国"
    r"|ドイツ国|フランス共和国|フランス国|イタリア(?:共和)?国"
    r"|英国|イギリス国|グレートブリテン[^\s、。]{0,12}国"
    r"|スイス(?:連邦|国)|オランダ(?:王)?国"
    r"|スウェーデン(?:王)?国|フィンランド(?:共和)?国|デンマーク(?:王)?国"
    r"|ベルギー(?:王)?国|スペイン(?:王)?国|オーストリア(?:共和)?国"
    r"|カナダ国?|オーストラリア(?:連邦|国)?|インド国?|台湾"
    r"|シンガポール(?:共和国|国)?|イスラエル国?"
    r"|ロシア連邦|ブラジル(?:連邦共和)?国|アイルランド|ノルウェー(?:王)?国"
    r"|香港|タイ(?:王)?国|ベトナム[^\s、。]{0,8}国|ルクセンブルク[^\s、。]{0,4}国?"
)
_PREFECTURES = (
    r"北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田"
    r"|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山"
    r"|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫"
    r"|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛"
    r"|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
_STATED_OVERSEAS = re.compile(
    r"(?P<said>在外者(?!に(?:あ|つ|対)|の場合|については"
    r"|は、?\d|[\d、,]|\(|である場合|であるとき)(?:で(?:あ"
    r"|す)|の?ため|に該当)?|(?:出願人|請求人|権利者)は?(?:、)?(?:国外"
    r"|外国)(?:居住者|企業|法人)(?!(?:である|の)?(?:場合|とき)|であれば)|外国(?:企業|法人|出願人)(?:のため"
    r"|です)|overseas\s+applicant(?!s)|foreign\s+applicant(?!s)|non-?resident\s+applicant(?!s)"
    r"|\(国外\)|国外居住者(?:のため|です|で(?!あ(?:る(?:場合|とき)|れば))))",
    re.IGNORECASE,
)
_STATED_RESIDENT = re.compile(
    r"(?P<said>国内(?:の)?(?:出願人|居住者|企業|法人)(?:のため"
    r"|です|で(?!は|あ(?:る(?:場合|とき)|れば))|である(?:ため|から))|在内者(?:のため"
    r"|です|である)|domestic\s+applicant|resident\s+applicant"
    r"|国内出願人(?=\s*[。\n])|[(、,]国内[)、,]|本件は国内出願人)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    loose(r"(?:特許|意匠|商標)?(?:登録)?(?:出願人|請求人)?(?:の)?(?:住所(?:又は居所)?|居所|国籍)")
    + r"\s*[::\t ]\s*(?P<value>[^\n]{2,60})"
)
_PARTY_LINE = re.compile(loose(r"^\s*(?:審判)?(?:請求人|(?:特許|意匠|商標)?(?:登録)?出願人)(?!代理人)"))


def party(sheet: Sheet, start: int, end: int) -> Finding[str] | None:
    """``resident`` or ``overseas``, only where the document says so or gives the applicant's address."""
    said = _said(sheet, start, end)
    if said is not None:
        return said
    for address in _ADDRESS.finditer(sheet.text, start, end):
        found = _of_address(sheet, address.start("value"), address.end("value"))
        if found is not None:
            return found
    for above, line in zip(sheet.lines, sheet.lines[1:], strict=False):
        if start <= above.start < end and above.bare and _PARTY_LINE.match(line.text):
            found = _of_address(sheet, above.start, above.end)
            if found is not None:
                return found
    for line, below in zip(sheet.lines, sheet.lines[1:], strict=False):
        if start <= line.start < end and _PARTY_LINE.match(line.text):
            found = _of_address(sheet, below.start, below.end)
            if found is not None:
                return found
    return None


def _said(sheet: Sheet, start: int, end: int) -> Finding[str] | None:
    """What a sentence or a label says of the applicant."""
    for pattern, value in ((_STATED_OVERSEAS, "overseas"), (_STATED_RESIDENT, "resident")):
        match = pattern.search(sheet.text, start, end)
        if match:
            return sheet.finding(value, *match.span("said"), LABEL)
    for words, value in ((party_words.OVERSEAS, "overseas"), (party_words.RESIDENT, "resident")):
        told = party_words.stated(words, sheet.text, start, end)
        if told:
            return sheet.finding(value, *told.span(), WORDING)
    return None


def _of_address(sheet: Sheet, start: int, end: int) -> Finding[str] | None:
    text = sheet.text[start:end]
    abroad = re.match(rf"\s*(?P<land>{_COUNTRIES})", text)
    if abroad:
        return sheet.finding("overseas", start + abroad.start("land"), start + abroad.end("land"), WORDING)
    home = re.match(rf"\s*(?:〒?\s?\d{{3}}-\d{{4}}\s*)?(?P<land>{_PREFECTURES}|日本国)", text)
    if home:
        return sheet.finding("resident", start + home.start("land"), end, WORDING)
    return None
