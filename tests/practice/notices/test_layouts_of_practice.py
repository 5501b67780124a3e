"""Layouts and wordings that firms and offices use beside the forms: each test states one rule of reading them."""

from __future__ import annotations

import re

import pytest
from papers import paper

from konkyo.practice.folding import loose
from konkyo.practice.notices import recognise
from konkyo.practice.periods import periods_in
from konkyo.practice.statutes import statutes_in
from konkyo.records.docket import NoticeItem


def items(text: str) -> tuple[NoticeItem, ...]:
    return recognise(paper(text)).items


def only(text: str) -> NoticeItem:
    (item,) = items(text)
    return item


def trigger(item: NoticeItem) -> tuple[str, str] | None:
    return None if item.trigger is None else (item.trigger.value.kind, item.trigger.value.date.isoformat())


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("納付期限　上記（１）から３０日", 30, "day"),
        ("期限　2031-05-12（60日）", 60, "day"),
        ("納付は、通知の発送日（2031年4月3日）から3か月です", 3, "month"),
        ("この通知書の発送\nの日\nから６０日以内", 60, "day"),
        ("The period for response is three months, i.e., until May 20", 3, "month"),
        ("given a TWO MONTH time period from the mail date of this notice", 2, "month"),
        ("within four months from the\ntransmittal date of the Decision", 4, "month"),
    ],
)
def test_ways_of_stating_a_period(text: str, n: int, unit: str) -> None:
    """A period may stand behind a reference, in brackets behind the due date, or around the day itself."""
    assert (periods_in(text)[0].n, periods_in(text)[0].unit) == (n, unit)


def test_a_statutory_period_is_read_for_its_own_event_only() -> None:
    """``出願日から3年`` is the period of the request for examination, and of no reply to an action."""
    request = only(
        "審査請求期限のお知らせ\n出願番号：特願2031-000120\n出願日：2031年3月3日\n審査請求期間：出願日から3年"
    )
    assert request.period is not None
    assert (request.period.value.n, request.period.value.unit) == (3, "year")
    reply = only(
        "拒絶理由通知書\n出願番号　特願2031-000120\n発送日　2034年3月3日\n本願は出願日から3年以内に審査請求されました。"
    )
    assert reply.period is None


def test_the_gap_of_a_loose_pattern_never_begins_a_match() -> None:
    """Words after an optional group may be wrapped, but a match begins at a word, not at the break before it."""
    pattern = re.compile(loose("(?:最先の)?優先(?:権)?(?:の)?日"))
    found = pattern.search("国際出願日\n優先\n権の\n日")
    assert found is not None
    assert found[0] == "優先\n権の\n日"


def test_the_date_of_an_earlier_action_never_serves_a_decision() -> None:
    """A decision whose own service date is absent stays pending, though the letter dates the earlier action."""
    item = only(
        "Japanese Patent Application No. 2030-123400\nYour Ref: AB-1\n"
        "The Examiner has issued a Decision of Rejection.\n"
        "The Examiner maintained the reasons stated in the Office Action dated November 14, 2033.\n"
    )
    assert (item.event_code, item.trigger, item.expect) == ("appeal_against_refusal", None, "pending")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Decision of Rejection was transmitted to us on August 20, 2034.", ("service_date", "2034-08-20")),
        ("Decision of Rejection\nDate of service (transmittal): August 20, 2034", ("service_date", "2034-08-20")),
    ],
)
def test_service_in_english_letters_about_japanese_decisions(line: str, expected: tuple[str, str]) -> None:
    """Transmittal to the agent is the service of the copy."""
    item = only(f"Japanese Patent Application No. 2030-123400\nWe received a Decision of Rejection.\n{line}\n")
    assert trigger(item) == expected


def test_a_named_office_may_stand_between_mailing_and_its_day() -> None:
    """``mailed by the Japan Patent Office on`` dates an official action, which is a notice of reasons."""
    item = only(
        "Japanese Trademark Application No. 2034-071100\n"
        "An Official Action was mailed by the Japan Patent Office on January 17, 2035. It cites prior Trademark "
        "Registration No. 5800001 (Article 4-1-11).\nA response is due within three months of the dispatch date.\n"
    )
    assert trigger(item) == ("dispatch_date", "2035-01-17")
    assert item.right.value == "trademark"
    assert item.registration_number is None
    assert [s.value for s in item.statutes] == ["JP.TM.4.1.11"]


def test_a_verb_before_the_action_dates_it_and_a_month_date_is_a_due_date() -> None:
    """``mailed a rejection on`` is the mail date; a ``3-month date`` is when the reply is due, never the trigger."""
    item = only(
        "Docket: ZZ-31US (yours) / 5590.0031 (ours)\nU.S. Appl. No. 19/113,900, filed 2/24/2033\n"
        "The USPTO mailed a Non-Final Rejection on 1/9/2035.\n"
        "The Examiner rejected claims 1, 2, 5-9 as anticipated under 35 USC 102(a)(2) by Gray, and\n"
        "claims 3-4 as obvious under 35 USC 103 over Gray.\n3-month date: 4/9/2035\n"
    )
    assert trigger(item) == ("mail_date", "2035-01-09")
    assert item.matter_ref is not None
    assert item.matter_ref.value == "ZZ-31US"
    assert sorted({n for found in item.claims_rejected for n in found.value}) == list(range(1, 10))
    assert [s.value for s in item.statutes] == ["35USC102(a)(2)", "35USC103"]


def test_only_a_due_date_gives_no_trigger() -> None:
    """Without the mail date a month date leaves the item pending."""
    item = only("U.S. Appl. No. 19/113,900\nWe received a Non-Final Office Action.\n3-month date: 4/9/2035\n")
    assert item.trigger is None


def test_a_notice_of_appeal_that_we_filed_starts_the_brief() -> None:
    """The filing of the notice of appeal starts the period for the brief; the rejection appealed from does not."""
    item = only(
        "Your Ref. TT-7US\nWe filed a Notice of Appeal on March 5, 2035 in U.S. Application No. 19/777,010.\n"
        "The Appeal Brief is due within two months of the filing of the Notice of Appeal.\n"
        "The final rejection was mailed December 5, 2034.\n"
    )
    assert (item.event_code, trigger(item)) == ("appeal_brief", ("notice_of_appeal_date", "2035-03-05"))


def test_an_application_that_this_one_continues_is_not_the_case() -> None:
    """The number in the row of the form is the case's, not the parent's; nor is the parent's patent its own."""
    item = only(
        "APPLICATION NO.   FILING DATE   ATTORNEY DOCKET NO.\n19/390,700        12/20/2034    22-US-C1\n\n"
        "NOTIFICATION DATE   DELIVERY MODE\n08/27/2035          ELECTRONIC\n\nDETAILED ACTION\n"
        "This application is a continuation of application 17/113,550, filed December 7, 2033, now U.S. Patent\n"
        "No. 19,898,003.\nClaims 1-3 are rejected under 35 U.S.C. 103.\n"
        "A reply to this Office action is set to expire in three months.\n"
    )
    assert item.application_number is not None
    assert item.application_number.value == "US19390700"
    assert item.registration_number is None


def test_a_trademark_action_of_the_american_office() -> None:
    """An eight-digit serial number of a mark is read behind its label; the right is the trademark."""
    item = only(
        "United States Patent and Trademark Office\nOffice Action About Applicant's Trademark Application\n"
        "U.S. Application Serial No. 98221400\nIssue date: March 12, 2035\nNONFINAL OFFICE ACTION\n"
        "Registration is refused because of the mark in U.S. Registration No. 5310001.\n"
    )
    assert item.application_number is not None
    assert (item.application_number.value, item.right.value) == ("US98221400", "trademark")
    assert item.registration_number is None


def test_a_decision_that_reverses_starts_no_suit() -> None:
    """Where the board reverses, the application goes back to the examiner: nothing is due."""
    item = only("Application 15/990,120\nNotification Date 07/21/2033\nDECISION ON APPEAL\nWe REVERSE.\nUSPTO\n")
    assert (item.event_code, item.expect) == ("none", "no_deadline")


def test_a_table_of_registered_rights_gives_one_item_a_row() -> None:
    """A list of annuities has no application numbers: each row is a right with its own dates, year and reference."""
    found = items(
        "年金納付のご確認（２０３５年１０月期限分）\n登録番号\t設定登録日\t納付年分\t貴社整理番号\n"
        "特許第６２００００１号\t平成２９年１０月２０日\t第９年分\tAX-10\n"
        "特許第６９０００１２号\t令和３年１０月１３日\t第５年分\tAX-37\n"
        "放棄のご指示は９月５日までにお願いします。\n"
    )
    assert [
        (i.registration_number and i.registration_number.value, trigger(i), i.annuity_year and i.annuity_year.value)
        for i in found
    ] == [
        ("JP6200001B2", ("registration_date", "2017-10-20"), 9),
        ("JP6900012B2", ("registration_date", "2021-10-13"), 5),
    ]
    assert [i.matter_ref and i.matter_ref.value for i in found] == ["AX-10", "AX-37"]


def test_numbered_cases_of_several_offices_are_told_apart() -> None:
    """A letter that reports an American and a Japanese case gives each its own office and date."""
    found = items(
        "㈱見本製作所　御中\n以下２件、ご報告いたします。\n\n"
        "（１）貴社番号：TT-1-US／米国出願19/330,010\n　Non-Final Office Action　発送日：2035年7月2日\n"
        "（２）貴社番号：TT-1-JP／特願2032-031440\n　拒絶理由通知書　発送日：2035年7月9日\n"
    )
    assert [(i.office.value, trigger(i), i.matter_ref and i.matter_ref.value) for i in found] == [
        ("USPTO", ("mail_date", "2035-07-02"), "TT-1-US"),
        ("JPO", ("dispatch_date", "2035-07-09"), "TT-1-JP"),
    ]


def test_a_heading_is_no_header_row() -> None:
    """``移行期限のお知らせ`` announces a letter; it does not make the dates under it due dates."""
    item = only(
        "国内移行期限のお知らせ\n国際出願番号　PCT/US2033/070410\n国際出願日　2033年7月18日\n優先日　2032年7月20日\n"
        "移行国　日本\n期限は優先日から30か月です。\n"
    )
    assert trigger(item) == ("priority_date", "2032-07-20")


def test_a_sentence_wrapped_after_the_day() -> None:
    """The words that say what a day is the day of may stand on the next line."""
    item = only(
        "商標「見本のつゆ／MIHONNOTSUYU」（商願2034-041200）の登録査定が、令和１７年２月１２日に\n送達されましたので"
        "ご報告申し上げます。\n登録料の納付期限：査定の送達日から30日以内\n"
    )
    assert trigger(item) == ("service_date", "2035-02-12")


def test_the_address_may_follow_the_party() -> None:
    """On a trial decision the address stands above or below the name of the demandant."""
    item = only(
        "審決\n不服２０３３－０１２２００\n請求人　株式会社見本化学\n　　　　大阪府堺市西区築港新町３丁\n"
        "特願２０３０－０８８２００「樹脂」拒絶査定不服審判事件〔令和１３年１１月１９日出願公開、特開２０３１－１８３４００〕"
        "について、次のとおり審決する。\n結論\n本件審判の請求は、成り立たない。\n"
        "本願発明は、特開２０２１－１２１９００号公報に記載された発明に基づいて容易に発明をすることができた。\n"
    )
    assert item.party is not None
    assert item.party.value == "resident"
    assert [c.value for c in item.cited_documents] == ["JP2021121900A"]


def test_an_article_in_the_list_is_read_as_the_body_states_it() -> None:
    """``第３６条`` in 適用条文 is the paragraph and item that the reasons name."""
    item = only(
        "拒絶理由通知書\n特許出願の番号　特願２０３１－０００１２０\n発送日　令和１７年３月３日\n"
        "適用条文　第２９条第２項、第３６条\n　理由\n"
        "２．（明確性）特許法第３６条第６項第２号に規定する要件を満たしていない。\n"
        "・請求項　６\n"
    )
    assert [s.value for s in item.statutes] == ["JP.Patent.29.2", "JP.Patent.36.6.2"]


def test_claims_that_fail_a_requirement_are_rejected() -> None:
    """``請求項２の記載が…要件を満たしていない`` rejects claim 2."""
    item = only(
        "拒絶理由通知書\n特許出願の番号　特願２０３１－０００１２０\n発送日　令和１７年３月３日\n"
        "特許請求の範囲の請求項２の記載が、特許法第３６条第６項第２号に規定する要件を満たしていない。\n"
    )
    assert [c.value for c in item.claims_rejected] == [(2,)]


def test_a_patent_that_the_parent_became_is_not_cited() -> None:
    """``特許第…号として登録`` tells the fate of an application; it is no document held against one."""
    item = only(
        "拒絶理由通知を受信しました。\n出願番号　特願2033-220410（原出願：特願2029-044100の分割）\n発送日　2035-03-12\n"
        "引例　特開2030-149600\n親出願は特許第7400001号として登録されています。\n"
    )
    assert [c.value for c in item.cited_documents] == ["JP2030149600A"]


@pytest.mark.parametrize(
    ("text", "office", "right", "expected"),
    [
        ("Article 29(2) of the Patent Law", "JPO", "patent", ("JP.Patent.29.2",)),
        ("Art. 36(6)(ii)", "JPO", "patent", ("JP.Patent.36.6.2",)),
        ("Article 4-1-11 of the Trademark Act", "JPO", "trademark", ("JP.TM.4.1.11",)),
        ("クレーム1-14の103条拒絶が維持されています", "USPTO", "patent", ("35USC103",)),
        ("103条の拒絶は解消しました", "USPTO", "patent", ()),
    ],
)
def test_provisions_across_languages(text: str, office: str, right: str, expected: tuple[str, ...]) -> None:
    """English letters name Japanese articles, Japanese letters American sections."""
    assert statutes_in(text, office, right) == expected


def test_japanese_reports_of_american_rejections() -> None:
    """``クレーム１～６、１１は…拒絶`` lists the rejected claims; allowable ones are left out."""
    item = only(
        "米国出願番号：19/014,880\nNon-Final Office Action　通知日：２０３５年２月５日\n"
        "クレーム１～６、１１は、35 U.S.C. §103により拒絶されました。\nクレーム７～１０は許可可能とされています。\n"
    )
    assert sorted({n for found in item.claims_rejected for n in found.value}) == [1, 2, 3, 4, 5, 6, 11]


def test_an_extension_is_read_on_its_own_line() -> None:
    """The original period at the end of one line is not the extension named on the next."""
    item = only(
        "期間延長請求完了の件\n出願番号：特願2031-508800\n拒絶理由通知発送日：令和15年7月4日\n応答期間：発送日から3月\n"
        "延長請求：2か月の期間延長請求書を提出済み\n在外者ですので、さらに1か月の延長が可能です。\n"
    )
    assert item.extension is not None
    assert item.extension.value.n == 2


@pytest.mark.parametrize(
    ("line", "ref"),
    [
        ("御社ケース NEX-12-DIV2 の件です。", "NEX-12-DIV2"),
        ("貴社ファイル：BF-33/JP", "BF-33/JP"),
        ("意匠の件（貴社 SD-118）", "SD-118"),
        ("1) 社内番号　D-2030-118", "D-2030-118"),
    ],
)
def test_ways_of_giving_the_addressees_reference(line: str, ref: str) -> None:
    """Letters shorten the label of the addressee's reference."""
    item = only(f"{line}\n拒絶理由通知書\n出願番号　特願2031-000120\n発送日　2035年3月3日\n")
    assert item.matter_ref is not None
    assert item.matter_ref.value == ref


def test_a_certificate_that_names_the_next_annuity() -> None:
    """The letter with the certificate announces the fourth annuity, counted from the registration."""
    item = only(
        "特許証送付のご案内\n特許番号　特許第７５４４１００号\n設定の登録日　令和１６年８月２３日\n貴社整理番号　MK-9\n"
        "第４年分以降の特許料は、前年以前に納付する必要がございます。\n"
    )
    assert (item.event_code, trigger(item)) == ("annuity", ("registration_date", "2034-08-23"))
    assert item.annuity_year is not None
    assert item.annuity_year.value == 4


def test_a_reminder_of_a_maintenance_fee() -> None:
    """An American patent and its maintenance fee name the office, though no office is named."""
    item = only("Dear Client,\nRE: MAINTENANCE FEE\nPatent No. US 18,302,440 B2\nGrant date April 12, 2032\n")
    assert (item.office.value, item.event_code, trigger(item)) == (
        "USPTO",
        "maintenance_fee",
        ("grant_date", "2032-04-12"),
    )


def test_what_is_said_of_the_next_date_is_not_said_of_this_one() -> None:
    """The day of a decision stands before the day of its service: only the second starts the period."""
    item = only(
        "不服2032-015500（特願2028-166000）について、審決（令和十六年六月二十日付）がなされ、令和十六年七月三日に"
        "審決謄本の送達を受けました。\n出訴期間は、謄本の送達があった日から30日です。\n"
    )
    assert trigger(item) == ("service_date", "2034-07-03")


def test_a_number_may_stand_between_the_day_and_the_service() -> None:
    """The case's number and reference may come between the day and the words that say what happened on it."""
    item = only(
        "昨日（令和１７年４月１５日）、特願２０３２－１３４４００（貴社番号：TK-2）について特許査定の謄本が送達されました。\n"
        "送達日より３０日以内に特許料を納付する必要があります。\n"
    )
    assert trigger(item) == ("service_date", "2035-04-15")


def test_a_notice_dispatched_on_a_day() -> None:
    """``…発送の標記通知書`` dates the notice."""
    item = only(
        "商標登録出願（商願2034-088100）に係る拒絶理由通知書のご送付\n令和17年2月28日発送の標記通知書をお送りします。\n"
        "応答期間は発送日から40日です。\n"
    )
    assert trigger(item) == ("dispatch_date", "2035-02-28")
    assert item.period is not None
    assert item.period.value.n == 40


def test_a_heading_above_a_complete_header_row_adds_no_label() -> None:
    """The columns of a table name its dates; a heading above them does not shift the columns."""
    found = items(
        "年金期限リスト　2036年2月分　株式会社見本 御中\nNo\t特許番号\t登録日\t年分\t次回納付期限\t貴社番号\n"
        "1\t特許第6470000号\t2029/2/1\t第8年分\t2036/2/1\tAO-1\n"
        "2\t特許第7020300号\t2032/2/8\t第5年分\t2036/2/8\tAO-3\n"
    )
    assert [trigger(i) for i in found] == [("registration_date", "2029-02-01"), ("registration_date", "2032-02-08")]


def test_prose_and_unclear_claims_together() -> None:
    """A sentence about one unclear claim does not hide the claims that another sentence refuses."""
    item = only(
        "拒絶理由通知書\n特許出願の番号　特願２０３１－０００１２０\n発送日　令和１７年３月３日\n"
        "本願の請求項１、３～５に係る発明は、引用文献１に基づいて容易に発明をすることができたものである。\n"
        "請求項７は、明確でない。\n"
    )
    assert sorted({n for found in item.claims_rejected for n in found.value}) == [1, 3, 4, 5, 7]


def test_a_patent_cited_in_an_action_is_not_the_cases_own() -> None:
    """In an action on an application a patent number inside a sentence is a citation."""
    item = only(
        "Office Action Summary\nApplication No. 19/402,110\nMail Date 03/19/2035\n"
        "Claims 7-10 are rejected under 35 U.S.C. 103 over Stone and "
        "Kwan (US Patent No. 19,111,222).\n"
    )
    assert item.registration_number is None


def test_an_extension_that_was_filed_in_english() -> None:
    """``filed a request for a two-month extension`` reports an extension of the term that the letter names."""
    item = only(
        "Your Ref: LG-7-JP / JP Patent Application No. 2030-531100\nWe confirm that we filed a request for a two-month "
        "extension of time today (April 2, 2035). The Office Action was dispatched on January 9, 2035 and the original "
        "three-month term would have expired on April 9, 2035.\n"
    )
    assert item.extension is not None
    assert (item.extension.value.n, trigger(item)) == (2, ("dispatch_date", "2035-01-09"))
    assert item.period is not None
    assert item.period.value.n == 3


def test_an_extension_in_brackets_closes_no_deadline() -> None:
    """``期間延長請求書（2月）を提出しました`` moves the period; the reply itself is still to be made."""
    item = only(
        "期限延長のご報告\n特願2030-118800　貴社番号 W-1\n"
        "拒絶理由通知書（令和16年5月16日発送、期間60日）につき、令和16年7月10日に期間延長請求書（2月）を提出しました。\n"
    )
    assert item.expect != "no_deadline"
    assert trigger(item) == ("dispatch_date", "2034-05-16")
    assert item.extension is not None
    assert item.extension.value.n == 2


def test_an_earlier_notice_in_brackets_hides_no_new_one() -> None:
    """What stands in brackets about the previous notice does not make the new one hypothetical, nor date it."""
    item = only(
        "2035年5月30日に第2回目の拒絶理由が通知されましたのでご報告します（前回の拒絶理由通知は2034年11月1日発送）。\n"
        "貴社管理No. RS-7 / 特願2032-019900\n応答期間：発送日から60日\n"
    )
    assert trigger(item) == ("dispatch_date", "2035-05-30")


def test_a_list_of_received_papers_with_the_dates_before_the_number() -> None:
    """Each row of a list is a case, wherever its date stands; the day of receipt is no dispatch."""
    found = items(
        "受信日\t発送日\t書類名\t出願番号\t整理番号\n"
        "2035/08/20\t2035/08/20\t拒絶理由通知書\t特願2033-101000\tN-5\n"
        "2035/08/20\t2035/08/16\t特許査定\t特願2032-202000\tN-4\n"
    )
    assert [(i.event_code, i.trigger and i.trigger.value.date.isoformat()) for i in found] == [
        ("oa_response", "2035-08-20"),
        ("registration_fee", "2035-08-16"),
    ]
