"""A paper's own date, grounds and citations are kept apart from those that its sentences only mention."""

from __future__ import annotations

import pytest

from konkyo.practice.citations import citations_in
from konkyo.practice.notices import recognise
from konkyo.records.documents import Document, Outcome, Page, Paragraph


def document(text: str) -> Document:
    page = Page(number=1, text=text, paragraphs=(Paragraph(number="1", start=0, end=len(text)),))
    return Document(
        document_id="0" * 64, name="n.txt", media_type="text/plain", size=1, outcome=Outcome.PARSED, pages=(page,)
    )


def test_an_action_that_is_mentioned_does_not_date_the_paper() -> None:
    """An allowance without a cover that mentions an earlier rejection has no mail date: it stays pending."""
    text = """Application/Control Number: 19/990,555    Page 2
Art Unit: 3726
Notice of Allowability
Allowable Subject Matter
Claims 1-4 are allowed. Hinges in general are known in the art; see the non-final rejection of 6 July 2020.
"""
    (item,) = recognise(document(text)).items
    assert (item.event_code, item.trigger, item.expect) == ("issue_fee", None, "pending")


@pytest.mark.parametrize("label", ["Date Mailed: 07/14/2026", "MAIL DATE\n07/14/2026"])
def test_the_number_of_a_paper_is_not_its_mail_date(label: str) -> None:
    """PTOL forms print ``Part of Paper No./Mail Date`` with the day of the examiner's paper: never the trigger."""
    text = f"""NOTICE OF ALLOWANCE AND FEE(S) DUE
APPLICATION NO.  19/990,555
{label}

Notice of Allowability
Claims 1-4 are allowed.
PTOL-37    Part of Paper No./Mail Date 20260708
"""
    (item,) = recognise(document(text)).items
    assert item.trigger is not None
    assert item.trigger.value.date.isoformat() == "2026-07-14"
    assert not item.conflicts


def test_a_remark_beside_the_grounds_states_no_ground() -> None:
    """A paragraph that begins with なお explains; the provisions it names are not grounds of refusal."""
    text = """拒絶理由通知書

意匠登録出願の番号　　意願２０２５－９０１９５０
起案日　　　　　　　　令和　８年　３月１０日

　これについて意見があれば、この通知書を発送した日から４０日以内に意見書を提出することができます。

　　　　　理　由
　この意匠登録出願の意匠は、意匠法第３条第１項第３号に規定する意匠に該当します。

　なお、引用意匠が意匠法第１０条第２項又は第８項に規定する基礎意匠に係る関連意匠と類似する
自己の意匠と認められる場合は、この拒絶理由は解消します。
"""
    (item,) = recognise(document(text)).items
    assert [found.value for found in item.statutes] == ["JP.Design.3.1.3"]


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("over Ito (PGPub 2014/0278125)", "US20140278125A1"),
        ("over Ito (US PG-Pub 2014/0278125 A1)", "US20140278125A1"),
        ("over Ito, U.S. Pat. App. Pub. No. 2014/0278125,", "US20140278125A1"),
        ("anticipated by Ito (USPN 6758876 B2)", "US6758876B2"),
    ],
)
def test_examiners_ways_of_citing(printed: str, normal: str) -> None:
    """Examiners abbreviate publications and patents; all forms give the same number."""
    assert [found.normal for found in citations_in(printed)] == [normal]


@pytest.mark.parametrize(
    ("sentence", "grounds"),
    [
        ("申请人对其申请的修改应当符合专利法第33条的规定，不得超出原说明书和权利要求书记载的范围。", []),
        ("申请人对其申请的修改应符合专利法第33条的规定。", []),
        ("权利要求2的修改不符合专利法第33条的规定。", ["CN.Patent.33"]),
    ],
)
def test_the_printed_instruction_on_amendments_is_no_ground(sentence: str, grounds: list[str]) -> None:
    """Every Chinese first action reminds of Article 33; it is a ground only where the notice finds it infringed."""
    (item,) = recognise(
        document(f"国家知识产权局\n发文日：2026年06月03日\n申请号：202419990123.5\n第一次审查意见通知书\n{sentence}\n")
    ).items
    assert [ground.value for ground in item.statutes] == grounds
