"""Forms of the authorities under the Patent Cooperation Treaty."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

PCT: tuple[Form, ...] = (
    Form(
        "PCT",
        "Written Opinion of the International Searching Authority (PCT/ISA/237)",
        "demand",
        r"WRITTEN OPINION OF THE INTERNATIONAL SEARCHING AUTHORITY|国際調査機関の見解書",
        r"written opinion of the (?:international searching authority|ISA)",
        ("isr_mailing_date", "mail_date"),
        rank=8,
    ),
    Form(
        "PCT",
        "International Search Report (PCT/ISA/210)",
        "art19_amendment",
        r"INTERNATIONAL SEARCH REPORT|国際調査報告",
        r"international search report",
        ("isr_mailing_date", "mail_date"),
        rank=7,
    ),
    Form(
        "PCT",
        "Notification of Transmittal of the International Search Report (PCT/ISA/220)",
        "art19_amendment",
        r"NOTIFICATION OF TRANSMITTAL OF THE INTERNATIONAL SEARCH REPORT[^\n]*",
        "",
        ("isr_mailing_date", "mail_date"),
        rank=9,
    ),
    Form(
        "PCT",
        "Invitation to pay additional fees (PCT/ISA/206)",
        "additional_search_fees",
        r"INVITATION TO PAY ADDITIONAL FEES[^\n]*",
        r"invitation to pay additional (?:search )?fees",
        ("mail_date", "isr_mailing_date"),
        rank=8,
    ),
)
