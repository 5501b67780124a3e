"""Papers of the EPO and the PCT authorities, and letters about them, in the languages they come in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from blind import Blind, faults, stated
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem

FILES = ("holdout_europe.txt", "holdout_pct.txt", "holdout_treaty_second.txt")


def _cases() -> list[Blind]:
    cases = []
    for file in FILES:
        for block in Path(__file__).with_name(file).read_text(encoding="utf-8").split("===== ")[1:]:
            head, _, text = block.partition("\n-----\n")
            name, *lines = head.splitlines()
            items = tuple(_fields(line) for line in lines if line.startswith("item"))
            cases.append(Blind(name, text, items))
    return cases


def _fields(line: str) -> dict[str, str]:
    fields = dict(f.split("=", 1) for f in line.split()[1:])
    return {name: value.replace("_", " ") if name == "ref" else value for name, value in fields.items()}


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_invented_papers_give_what_they_say(case: Blind) -> None:
    """Every labelled field of an invented paper or letter is read as it stands; general mail gives no deadline."""
    assert faults(case) == ()


_KEPT = ("office", "event", "expect", "app", "reg", "trigger", "period")


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_spacing_does_not_matter(case: Blind) -> None:
    """Readers of pages set columns one space apart and lose empty lines: what the deadline rests on stays the same."""
    kept = tuple({name: want for name, want in item.items() if name in _KEPT} for item in case.items)
    for text in (re.sub(r"\t|[ \u3000]{2,}", " ", case.text), re.sub(r"\n[\s\u3000]*\n", "\n", case.text)):
        assert faults(replace(case, text=text, items=kept)) == ()


def only(text: str) -> NoticeItem:
    (item,) = recognise(paper(text)).items
    return item


_HEAD = "European Patent Office\nApplication No.: 19812345.7\nRef.: AB-1\nDate: 14.03.2024\n"
_ACTION = (
    _HEAD + "Communication pursuant to Article 94(3) EPC\nReply within a period of four months from notification.\n"
)


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Claims 1, 3 to 5 lack novelty (Article 54(1) and (2) EPC).", "1,3,4,5"),
        ("The subject-matter of claims 2 and 6 does not involve an inventive step.", "2,6"),
        ("Dependent claims 2-4, which depend on claim 1, are not clear.", "2,3,4"),
        ("The apparatus of claim 3 is anticipated by D1.", "3"),
        ("Claim 1 is clear but claim 2 is not clear.", "2"),
        ("Claims 4, 6 and 8 appear to be allowable.", ""),
        ("Der Gegenstand der Ansprüche 1 bis 3 beruht nicht auf einer erfinderischen Tätigkeit.", "1,2,3"),
        ("Les revendications 1 à 4 ne satisfont pas aux conditions de l'article 84 CBE.", "1,2,3,4"),
        ("An objection of lack of clarity is raised against claims 7 and 9.", "7,9"),
        ("The feature of the device according to claim 1 is disclosed in D1.", ""),
    ],
)
def test_claims_objected_to(sentence: str, claims: str) -> None:
    """A claim is objected to where a sentence finds fault with it, not where it is only referred to or allowed."""
    assert stated(only(_ACTION + sentence + "\n"))["claims"] == claims


@pytest.mark.parametrize(
    ("sentence", "provisions"),
    [
        ("Claim 1 is not new (Art. 54(1) and (2) EPC).", "EPC.Art.54"),
        ("Claim 1 extends beyond the application as filed (Article 123(2) EPC).", "EPC.Art.123.2"),
        ("The applicant should take care not to add matter (Article 123(2) EPC).", ""),
        ("The claims meet the requirements of Article 84 EPC.", ""),
        ("The period is computed under Rules 126(2) and 131(2) and (4) EPC.", ""),
        ("The claims do not meet Rule 43(2) EPC.", "EPC.R.43.2"),
        (
            "The requirements of Article 52(1) EPC are not met, as claim 1 is not inventive (Article 56 EPC).",
            "EPC.Art.56",
        ),
        ("The submissions of 2 May are not admitted (Article 13(1) RPBA).", ""),
    ],
)
def test_grounds_of_an_action(sentence: str, provisions: str) -> None:
    """Objections are grounds; instructions, what is met, how the period is computed and other laws are none."""
    assert stated(only(_ACTION + sentence + "\n"))["statutes"] == provisions


@pytest.mark.parametrize(
    "row",
    [
        "Application No.   Ref.   Date\n19812345.7   AB-1   14.03.2024",
        "Application No. Ref. Date\n19 812 345.7 - 1203 AB-1 14.03.2024",
        "Datum/Date/Date\tAnmelde-Nr./Application No.\n14.03.24\t19812345.7\nZeichen/Ref./Réf.\tApplicant\nAB-1\tX AG",
        "Date 14.03.2024\nRéf. AB-1\nDemande n° 19812345.7",
        "Your ref.: AB-1\nDate: 14 March 2024\nApplication No. / Patent No.: EP 19 812 345.7 - 1203 / 3812345",
    ],
)
def test_heads_of_letters(row: str) -> None:
    """Number, reference and date are read wherever the head of an EPO letter prints them; no patent before grant."""
    said = stated(only(f"European Patent Office\n{row}\n\nCommunication pursuant to Article 94(3) EPC\n"))
    assert (said["app"], said["ref"], said["trigger"]) == ("EP19812345.7", "AB-1", "document_date:2024-03-14")
    assert said["reg"] == ""


def test_the_number_of_a_form_names_it() -> None:
    """A page whose title was not read is named by the form's number at its foot."""
    item = only(_HEAD + "You are invited to reply.\nEPO Form 2004C 01.23\n")
    assert item.event_code == "r71_3_approval"


def test_an_american_notification_is_no_pct_form() -> None:
    """``NOTIFICATION OF ...`` on a USPTO paper names no form of a PCT authority."""
    item = only(
        "UNITED STATES PATENT AND TRADEMARK OFFICE\nApplication No. 18/123,456\nMail Date 03/04/2024\n"
        "International application PCT/JP2022/012345\nNOTIFICATION OF MISSING REQUIREMENTS UNDER 35 U.S.C. 371\n"
    )
    assert item.office.value == "USPTO"


def test_a_communication_that_a_paper_mentions_does_not_date_it() -> None:
    """The date of an earlier communication is reported as such and starts nothing."""
    item = only(
        "European Patent Office\nApplication No. 19812345.7\nNoting of loss of rights pursuant to Rule 112(1) EPC\n"
        "The application is deemed to be withdrawn (Art. 94(4) EPC); the communication dated 04.05.2023 had no reply."
    )
    assert (item.trigger, item.expect) == (None, "pending")
    assert [other.value.role for other in item.other_dates] == ["previous_communication"]


def test_inputs_of_the_later_of_two_periods() -> None:
    """Articles 19 and 31 PCT: the priority date and the transmittal go to the question, the authority stays open."""
    item = only(
        "INTERNATIONAL SEARCH REPORT\nInternational application No. PCT/US2020/014658\n"
        "Priority date 10 September 2019\nDate of mailing of the international search report 29 January 2021\n"
    )
    assert item.inputs["trigger_code"] == "priority_date"
    assert item.inputs["trigger_date"] == "2019-09-10"
    assert item.inputs["isr_transmittal_date"] == "2021-01-29"
    assert "office_of_act" not in item.inputs


_TRANSMITTAL = (
    "NOTIFICATION OF TRANSMITTAL OF THE INTERNATIONAL SEARCH REPORT AND THE WRITTEN OPINION OF THE INTERNATIONAL "
    "SEARCHING AUTHORITY, OR THE DECLARATION"
)


@pytest.mark.parametrize("words", range(1, 8))
def test_a_wrapped_title_is_the_whole_title(words: int) -> None:
    """Form PCT/ISA/220 sets the Article 19 period wherever its title is broken into lines; its first line alone,
    which other notifications share, decides nothing.
    """
    title = "\n".join((" ".join(_TRANSMITTAL.split()[:words]), " ".join(_TRANSMITTAL.split()[words:])))
    item = only(
        f"PATENT COOPERATION TREATY\nFrom the INTERNATIONAL SEARCHING AUTHORITY\n{title}\n(PCT Rule 44.1)\n"
        "Date of mailing (day/month/year) 25 August 2026 (25.08.2026)\n"
        "International application No. PCT/JP2026/990171\n"
        "Priority date (day/month/year) 14 May 2025 (14.05.2025)\nForm PCT/ISA/220 (January 2020)\n"
    )
    assert (item.event_code, item.expect) == ("art19_amendment", "deadline")
