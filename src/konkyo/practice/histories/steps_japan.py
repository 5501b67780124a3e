"""Steps of a Japanese file: 中間コード of J-PlatPat and the JPO's API, and the names of the documents.

The names outrank the codes: a code's meaning changes with the register that it stands in. Dates of papers that the
office sends are their 発送日 unless the list calls them 起案日 or 作成日.
"""

from __future__ import annotations

from konkyo.practice.histories.steps import Step, StepBook
from konkyo.records.history import EventKind


def _sent(name: str, text: str, *codes: str, kind: EventKind = "action") -> Step:
    return Step(name, kind, text, codes, (), "sent")


def _from_party(name: str, kind: EventKind, text: str, *codes: str) -> Step:
    return Step(name, kind, text, codes, (), "received")


_END = (
    _from_party(
        "withdrawn", "abandonment", r"(?:出願)?取下書|取下げ書|放棄書|出願の?取下げ(?!擬制)", "A761", "A762", "A764"
    ),
    Step("deemed_withdrawn", "abandonment", r"みなし取下|取下擬制|未審査請求によるみなし取下", ("A045",)),
    Step(
        "dismissed",
        "abandonment",
        r"^(?!.*補正).*却下(?:の)?(?:処分|決定)?(?:書|通知)?$|出願却下",
        ("A04", "A041", "A05"),
    ),
    Step("extinct", "abandonment", r"(?:権利)?(?:抹消|消滅)(?:登録)?|年金不納", ("R360",)),
    Step("granted", "grant", r"設定(?:の)?登録(?!料)|(?:特許|登録)証|特許権の設定", ("R150", "R350", "R3501")),
    Step("published_grant", "grant", r"(?:特許|登録|意匠|商標).{0,4}公報(?:発行)?", ()),
)
_FEES = (
    _from_party("annuity_paid", "fee", r"年金(?:納付|領収)|特許料納付書(?!.*設定)", "R20", "R21", "R250"),
    _from_party(
        "fee_paid", "fee", r"設定納付|登録料(?:の)?納付|特許料(?:の)?納付|設定特許料|設定登録料", "A61", "R100", "R10"
    ),
)
_APPEAL = (
    Step("appeal_transfer", "appeal", r"前置(?:移管|審査)|前置登録", ("A912", "C302", "A96")),
    _sent(
        "appeal_refusal_reason",
        r"(?:審判|前置).{0,8}拒絶(?:の)?理由(?:の)?通知|拒絶(?:の)?理由通知.{0,6}審判",
        "C13",
        "C131",
        "C130",
    ),
    _sent("revocation_reason", r"取消(?:の)?理由(?:の)?通知"),
    _sent("trial_decision", r"審決(?!取消)|異議の?決定", "C01", "C02", "C03"),
    _from_party("suit", "appeal", r"審決取消訴訟|出訴"),
    _from_party(
        "appeal_request", "appeal", r"審判請求(?:書|$)|不服(?:の)?審判(?:の)?請求|審判の?請求", "C60", "C600", "C6001"
    ),
)
_PARTY = (
    _from_party("exam_request", "other", r"出願審査(?:の)?請求|審査請求書", "A621", "A622", "A62"),
    _from_party("extension", "other", r"期間(?:の)?延長(?:請求)?", "A601", "A602", "A60", "A6011"),
    _from_party("opinion", "reply", r"意見書", "A53", "A531"),
    _from_party("response", "reply", r"弁明書|答弁書|上申書(?=.*応答)|選択書", "A54"),
    _from_party(
        "amendment", "reply", r"手続補正書|誤訳訂正書|補正書", "A523", "A52", "A521", "A522", "A524", "A527", "A5211"
    ),
    _from_party(
        "submission",
        "other",
        r"上申書|物件提出|証明書.{0,6}提出|刊行物等提出|早期審査|情報提供|優先権証明",
        "A871",
        "A80",
        "A781",
        "A971",
        "A821",
    ),
)
_OFFICE = (
    _sent("disclosure_notice", r"文献公知発明.{0,12}記載についての通知|48条の7", "A1332"),
    _sent(
        "refusal_reason",
        r"(?:最後の|最初の)?拒絶(?:の)?理由(?:の)?通知|協議指令|協議命令",
        "A131",
        "A1311",
        "A1312",
        "A1313",
        "A132",
    ),
    _sent("refusal_decision", r"拒絶(?:をすべき旨の)?査定(?!不服)", "A02", "A021", "A022"),
    _sent("grant_decision", r"(?:特許|登録)(?:をすべき旨の)?査定", "A01", "A011", "A012"),
    _sent("amendment_refused", r"補正(?:の)?却下(?:の)?決定", "A191", "A19", kind="status"),
    _sent("correction_order", r"手続補正指令|補正(?:命令|指令)", "A241", "A2411", "A2412", "A24"),
    _sent("rejection_reason_formal", r"却下理由(?:の)?通知", "A2422", "A242"),
    Step(
        "office_notice",
        "status",
        r"審査官通知|出願番号(?:特定)?通知|認定.?付加情報|通知書$",
        ("A231", "A252", "A251", "A10", "A300"),
    ),
    Step("published", "status", r"公開(?:公報|特許公報)|出願公開", ("A1010",)),
    Step(
        "filing",
        "other",
        r"(?:特許|意匠登録|商標登録|実用新案登録|登録)願|国内書面|翻訳文提出",
        ("A63", "A631", "A632", "A634"),
    ),
)

JAPAN = StepBook("JPO", (*_END, *_FEES, *_APPEAL, *_PARTY, *_OFFICE), words_first=True)
