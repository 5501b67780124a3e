"""Which acts of an office open a period, what answers them, and from which later acts an answer can be inferred.

``answers``: acts of the party that dispose of the item. ``presupposes``: acts of the office that cannot come without an
answer. ``replaces``: later acts that set their own period. ``touches``: acts of the party that do not stop the period.
"""

from __future__ import annotations

from dataclasses import dataclass

from konkyo.records.value import Wording


@dataclass(frozen=True)
class Opening:
    """One rule. ``trigger``: trigger code of the deadline vocabulary; ``mailed``: the period needs the day of sending.

    ``longest``: months after which nothing can be done under it any more, extensions included, where the law caps it.
    ``repeats``: a second act of the same kind is a repetition (it starts no new period) unless something came between.
    """

    step: str
    event_code: str
    trigger: str
    needs: Wording
    answers: frozenset[str]
    presupposes: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()
    mailed: bool = True
    longest: int | None = None
    repeats: bool = False
    stage: str | None = None
    optional: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REPLY = Wording(ja="応答書（意見・補正）", en="a reply (arguments or amendment)")
_US_ALLOWED = "allowance allowability_corrected issue_fee_paid issuing granted examiner_amendment reply_after_allowance"
_US_AFTER_REPLY = f"final nonfinal quayle advisory rce rce_disposal examiners_answer appeal_brief {_US_ALLOWED}"
_US_APPEALED = "examiners_answer appeal_brief reply_brief appeal_docketed appeal_decision"

_UNITED_STATES = (
    Opening(
        "nonfinal",
        "oa_response",
        "mail_date",
        _REPLY,
        answers=_set("reply_nonfinal reply appeal_notice"),
        presupposes=_set(f"{_US_AFTER_REPLY} forwarded nonresponsive restriction action_with_period"),
        touches=_set("extension reply_supplemental"),
        longest=6,
    ),
    Opening(
        "restriction",
        "restriction_response",
        "mail_date",
        Wording(ja="選択（限定要求・選択要求への応答）", en="an election in reply to the requirement"),
        answers=_set("election reply reply_nonfinal"),
        presupposes=_set(f"{_US_AFTER_REPLY} forwarded nonresponsive"),
        replaces=_set("restriction"),
        touches=_set("extension reply_supplemental"),
        longest=6,
    ),
    Opening(
        "quayle",
        "quayle_response",
        "mail_date",
        Wording(ja="形式的事項の補正", en="a reply that cures the formal matters"),
        answers=_set("reply_quayle reply reply_nonfinal"),
        presupposes=_set(f"{_US_AFTER_REPLY} forwarded nonresponsive"),
        touches=_set("extension"),
        longest=6,
    ),
    Opening(
        "final",
        "final_oa_response",
        "mail_date",
        Wording(
            ja="RCE、審判請求、又は特許可能な状態にする応答",
            en="a request for continued examination, a notice of appeal, or a reply that puts the case in condition "
            "for allowance",
        ),
        answers=_set("rce rce_disposal appeal_notice"),
        presupposes=_set(f"nonfinal final quayle restriction {_US_APPEALED} {_US_ALLOWED}"),
        touches=_set("reply_after_final reply reply_nonfinal extension advisory reply_supplemental"),
        longest=6,
    ),
    Opening(
        "action_with_period",
        "fixed_period",
        "mail_date",
        _REPLY,
        answers=_set("reply reply_nonfinal reply_supplemental reply_after_final"),
        presupposes=_set(f"restriction {_US_AFTER_REPLY} forwarded"),
        longest=6,
    ),
    Opening(
        "nonresponsive",
        "formality_correction",
        "mail_date",
        Wording(ja="正しい形の応答", en="a reply in proper form"),
        answers=_set("reply reply_nonfinal reply_supplemental reply_after_final election appeal_brief"),
        presupposes=_set(f"restriction {_US_AFTER_REPLY} forwarded"),
        longest=6,
    ),
    Opening(
        "missing_parts",
        "missing_parts_reply",
        "mail_date",
        Wording(ja="不足書類・手数料の提出", en="the missing papers and fees"),
        answers=_set("missing_parts_reply reply complete"),
        presupposes=_set(f"docketed restriction published forwarded {_US_AFTER_REPLY}"),
        touches=_set("extension"),
    ),
    Opening(
        "allowance",
        "issue_fee",
        "mail_date",
        Wording(ja="特許発行料の納付", en="payment of the issue fee"),
        answers=_set("issue_fee_paid"),
        presupposes=_set("issuing granted"),
        replaces=_set("rce rce_disposal nonfinal final quayle restriction"),
        touches=_set("allowability_corrected reply_after_allowance"),
        longest=3,
        repeats=True,
    ),
    Opening(
        "appeal_notice",
        "appeal_brief",
        "notice_of_appeal_date",
        Wording(ja="審判理由書", en="the appeal brief"),
        answers=_set("appeal_brief"),
        presupposes=_set("examiners_answer appeal_docketed appeal_decision reply_brief"),
        replaces=_set(f"rce rce_disposal nonfinal final quayle appeal_withdrawn appeal_notice {_US_ALLOWED}"),
        touches=_set("extension preappeal_request preappeal_decided"),
        mailed=False,
        longest=7,
    ),
    Opening(
        "examiners_answer",
        "reply_brief",
        "mail_date",
        Wording(ja="弁駁書", en="a reply brief"),
        answers=_set("reply_brief"),
        presupposes=_set("appeal_docketed appeal_decision"),
        replaces=_set(f"rce rce_disposal nonfinal final appeal_withdrawn {_US_ALLOWED}"),
        longest=2,
        optional=True,
    ),
    Opening(
        "appeal_decision",
        "suit_against_trial_decision",
        "mail_date",
        Wording(ja="再審理請求又は訴え", en="a request for rehearing or a suit"),
        answers=_set("rce rce_disposal reply"),
        presupposes=_set(f"nonfinal final {_US_ALLOWED}"),
        optional=True,
    ),
)

_JP_PAYMENT = Wording(ja="設定登録料（特許料・登録料）の納付", en="payment of the registration fee")
_JP_AFTER_REPLY = "grant_decision refusal_decision granted fee_paid appeal_request appeal_transfer amendment_refused"
_JAPAN = (
    Opening(
        "refusal_reason",
        "oa_response",
        "dispatch_date",
        Wording(ja="意見書・手続補正書", en="arguments or an amendment"),
        answers=_set("opinion amendment response"),
        presupposes=_set(_JP_AFTER_REPLY),
        replaces=_set("refusal_reason"),
        touches=_set("extension"),
    ),
    Opening(
        "appeal_refusal_reason",
        "oa_response",
        "dispatch_date",
        Wording(ja="意見書・手続補正書", en="arguments or an amendment"),
        answers=_set("opinion amendment response"),
        presupposes=_set("trial_decision granted fee_paid grant_decision"),
        replaces=_set("appeal_refusal_reason"),
        touches=_set("extension"),
        stage="appeal",
    ),
    Opening(
        "disclosure_notice",
        "prior_art_disclosure_reply",
        "dispatch_date",
        _REPLY,
        answers=_set("opinion amendment response"),
        presupposes=_set(f"refusal_reason {_JP_AFTER_REPLY}"),
    ),
    Opening(
        "refusal_decision",
        "appeal_against_refusal",
        "service_date",
        Wording(ja="拒絶査定不服審判の請求", en="an appeal against the refusal"),
        answers=_set("appeal_request"),
        presupposes=_set("appeal_transfer appeal_refusal_reason trial_decision grant_decision granted"),
    ),
    Opening(
        "grant_decision",
        "registration_fee",
        "service_date",
        _JP_PAYMENT,
        answers=_set("fee_paid"),
        presupposes=_set("granted annuity_paid published_grant"),
        touches=_set("extension"),
        repeats=True,
    ),
    Opening(
        "correction_order",
        "formality_correction",
        "dispatch_date",
        Wording(ja="手続補正書（方式）", en="the correction"),
        answers=_set("amendment response"),
        presupposes=_set(f"refusal_reason {_JP_AFTER_REPLY}"),
    ),
    Opening(
        "rejection_reason_formal",
        "formality_correction",
        "dispatch_date",
        Wording(ja="弁明書", en="an explanation"),
        answers=_set("response amendment opinion"),
        presupposes=_set(f"refusal_reason {_JP_AFTER_REPLY}"),
    ),
    Opening(
        "revocation_reason",
        "opposition_reply",
        "dispatch_date",
        Wording(ja="意見書・訂正請求書", en="arguments or a correction"),
        answers=_set("opinion response"),
        presupposes=_set("trial_decision"),
    ),
    Opening(
        "trial_decision",
        "suit_against_trial_decision",
        "service_date",
        Wording(ja="審決取消訴訟の提起", en="a suit against the decision"),
        answers=_set("suit"),
        presupposes=_set("fee_paid granted grant_decision refusal_reason"),
    ),
)

_EP_AFTER = "exam_report intention_to_grant refusal_decision summons granted"
_EUROPE = (
    Opening(
        "exam_report",
        "oa_response",
        "document_date",
        _REPLY,
        answers=_set("oa_reply"),
        presupposes=_set("intention_to_grant granted summons further_processing"),
        replaces=_set("exam_report refusal_decision loss_of_rights"),
    ),
    Opening(
        "intention_to_grant",
        "r71_3_approval",
        "document_date",
        Wording(
            ja="明細書の承認・手数料・クレーム翻訳", en="approval, fee for grant and publishing, claim translations"
        ),
        answers=_set("grant_approved"),
        presupposes=_set("granted further_processing"),
        replaces=_set("intention_to_grant exam_report refusal_decision loss_of_rights"),
    ),
    Opening(
        "r161",
        "r161_reply",
        "document_date",
        _REPLY,
        answers=_set("oa_reply"),
        presupposes=_set(f"{_EP_AFTER} further_processing search_published"),
        replaces=_set("loss_of_rights"),
    ),
    Opening(
        "search_published",
        "exam_request",
        "search_report_publication_date",
        Wording(ja="審査請求と指定手数料", en="the request for examination and the designation fee"),
        answers=_set("exam_requested"),
        presupposes=_set(_EP_AFTER),
        replaces=_set("loss_of_rights"),
    ),
    Opening(
        "loss_of_rights",
        "further_processing",
        "document_date",
        Wording(ja="手続続行の請求", en="a request for further processing"),
        answers=_set("further_processing"),
        presupposes=_set(_EP_AFTER),
    ),
    Opening(
        "refusal_decision",
        "appeal_notice",
        "document_date",
        Wording(ja="審判請求書", en="the notice of appeal"),
        answers=_set("appeal_notice"),
        presupposes=_set("exam_report intention_to_grant granted grounds_filed"),
    ),
    Opening(
        "refusal_decision",
        "appeal_grounds",
        "document_date",
        Wording(ja="審判理由書", en="the statement of grounds"),
        answers=_set("grounds_filed"),
        presupposes=_set("exam_report intention_to_grant granted"),
    ),
    Opening(
        "opposition_notice",
        "opposition_reply",
        "document_date",
        _REPLY,
        answers=_set("oa_reply"),
        presupposes=_set("summons revoked"),
    ),
)

_CN_AFTER = "rejection grant_notice granted reexam_request"
_CHINA = (
    Opening(
        "first_action",
        "oa_response",
        "document_date",
        Wording(ja="意見陳述書・補正書", en="arguments or an amendment"),
        answers=_set("opinion correction"),
        presupposes=_set(f"later_action {_CN_AFTER}"),
    ),
    Opening(
        "later_action",
        "later_oa_response",
        "document_date",
        Wording(ja="意見陳述書・補正書", en="arguments or an amendment"),
        answers=_set("opinion correction"),
        presupposes=_set(_CN_AFTER),
        replaces=_set("later_action"),
    ),
    Opening(
        "correction_notice",
        "fixed_period",
        "document_date",
        Wording(ja="補正書", en="the correction"),
        answers=_set("correction opinion"),
        presupposes=_set(f"first_action later_action published {_CN_AFTER}"),
    ),
    Opening(
        "rejection",
        "reexamination_request",
        "document_date",
        Wording(ja="復審請求", en="a request for re-examination"),
        answers=_set("reexam_request"),
        presupposes=_set("reexam_notice reexam_decision grant_notice granted"),
    ),
    Opening(
        "reexam_notice",
        "reexam_notice_reply",
        "document_date",
        Wording(ja="意見陳述書", en="arguments or an amendment"),
        answers=_set("opinion correction"),
        presupposes=_set("reexam_decision grant_notice granted"),
    ),
    Opening(
        "grant_notice",
        "registration_fee",
        "document_date",
        Wording(ja="登録手続（登録費・初年度年費）", en="the registration formalities"),
        answers=_set("registration_fee_paid"),
        presupposes=_set("granted"),
        repeats=True,
    ),
)

_KOREA = (
    Opening(
        "opinion_request",
        "oa_response",
        "dispatch_date",
        Wording(ja="意見書・補正書", en="arguments or an amendment"),
        answers=_set("opinion amendment"),
        presupposes=_set("refusal_decision grant_decision granted"),
        replaces=_set("opinion_request"),
        touches=_set("extension"),
    ),
    Opening(
        "refusal_decision",
        "appeal_against_refusal",
        "service_date",
        Wording(ja="審判請求・再審査請求", en="an appeal or re-examination"),
        answers=_set("appeal_request"),
        presupposes=_set("grant_decision granted opinion_request"),
    ),
    Opening(
        "grant_decision",
        "registration_fee",
        "service_date",
        Wording(ja="設定登録料の納付", en="payment of the registration fee"),
        answers=_set("fee_paid"),
        presupposes=_set("granted"),
        repeats=True,
    ),
)

_GERMANY = (
    Opening(
        "exam_report",
        "fixed_period",
        "posting_date",
        _REPLY,
        answers=_set("reply"),
        presupposes=_set("grant_decision refusal_decision granted"),
        replaces=_set("exam_report"),
    ),
    Opening(
        "refusal_decision",
        "appeal_notice",
        "posting_date",
        Wording(ja="抗告", en="an appeal (Beschwerde)"),
        answers=_set("appeal_notice"),
        presupposes=_set("granted grant_decision"),
    ),
)

OPENINGS: dict[str, tuple[Opening, ...]] = {
    "USPTO": _UNITED_STATES,
    "JPO": _JAPAN,
    "EPO": _EUROPE,
    "CNIPA": _CHINA,
    "KIPO": _KOREA,
    "DPMA": _GERMANY,
}
