"""Which office a document comes from or speaks of."""

from __future__ import annotations

import re

from konkyo.practice.folding import loose

COUNTRY_OFFICE = {"JP": "JPO", "US": "USPTO", "EP": "EPO", "PCT": "PCT", "CN": "CNIPA", "KR": "KIPO", "DE": "DPMA"}
OFFICE_COUNTRY = {office: country for country, office in COUNTRY_OFFICE.items()}

_EVIDENCE: dict[str, tuple[tuple[re.Pattern[str], float], ...]] = {
    office: tuple((re.compile(loose(pattern), re.IGNORECASE), weight) for pattern, weight in rules)
    for office, rules in {
        "JPO": (
            (r"特許庁(?:長官|審査官|審判官)", 2.0),
            (r"(?<!韓国)(?<!中国)(?<!米国)(?<!欧州)特許庁", 1.0),
            (r"[特実意商]願(?:[昭平令])?\d", 1.5),
            (r"設定登録|(?<!米国)特許第\d{7}|特許料|意匠登録第|商標登録第", 1.0),
            (
                (
                    r"特許法第|意匠法第|商標法第|起案日|発送日|Japan(?:ese)? Patent Office"
                    r"|(?<![A-Za-z0-9])JPO(?![A-Za-z0-9])"
                ),
                1.0,
            ),
        ),
        "USPTO": (
            (r"UNITED STATES PATENT AND TRADEMARK OFFICE", 3.0),
            (
                (
                    r"PTOL-\d|PTO-\d{2,4}[A-Z]?\b|35 U\.?S\.?C|37 C\.?F\.?R"
                    r"|(?<![A-Za-z0-9])USPTO(?![A-Za-z0-9])|Patent Center|Commissioner for Patents"
                    r"|米国特許(?:商標)?庁"
                ),
                1.5,
            ),
            (r"(?:U\.?S\.?|米国)(?:特許)?(?: patent)? ?(?:application|出願)|米国", 1.0),
            (r"maintenance fees?|\bUS ?\d{1,2},\d{3},\d{3} ?B[12]", 0.5),
        ),
        "EPO": (
            (
                (
                    r"EPO Form|European Patent Office|Europäisches Patentamt|Office européen des brevets|欧州特許庁"
                    r"|欧洲专利局|유럽특허청|Beschwerdekammer|EPO / OEB / EPA|E[PO]A? Form(?:blatt)? \d{4}"
                    r"|OEB Form \d{4}"
                ),
                3.0,
            ),
            (
                (
                    r"(?<![A-Za-z0-9])(?:EPC|EPÜ|CBE)(?![A-Za-z0-9])|European patent"
                    r"|europäischen? Patent|brevet européen"
                    r"|examining division|(?<![A-Za-z0-9])EPO(?![A-Za-z0-9])"
                    r"|欧州特許(?!庁)|欧州(?:出願|審査)|EP出願|欧洲专利申请"
                ),
                1.5,
            ),
        ),
        "PCT": (
            (
                (
                    r"PATENT COOPERATION TREATY|PCT/(?:RO|ISA|IB|IPEA)/\d{3}"
                    r"|INTERNATIONAL SEARCHING AUTHORITY|特許協力条約"
                    r"|专利合作条约|특허협력조약|国際調査(?:機関|報告)|国际检索|국제조사|INTERNATIONAL PRELIMINARY"
                ),
                3.0,
            ),
            (r"PCT/[A-Z]{2}\d{4}/\d{6}", 1.0),
        ),
        "CNIPA": (
            (
                r"国家知识产权局|(?<![A-Za-z0-9])(?:CNIPA|SIPO)(?![A-Za-z0-9])|China National Intellectual Property",
                3.0,
            ),
            (r"专利法|发文日|申请号|Chinese (?:patent |invention |utility model )?application|中国(?:特許)?出願", 2.0),
        ),
        "KIPO": (
            (r"특허청|(?<![A-Za-z0-9])KIPO(?![A-Za-z0-9])|Korean Intellectual Property Office|韓国特許庁", 3.0),
            (r"특허법|출원번호|Korean (?:patent )?application", 2.0),
        ),
        "DPMA": (
            (r"Deutsche[ns]? Patent- und Marken|(?<![A-Za-z0-9])DPMA(?![A-Za-z0-9])", 3.0),
            (r"PatG|Prüfungsstelle|German (?:patent )?application", 2.0),
        ),
    }.items()
}


def office_scores(text: str) -> dict[str, float]:
    """Evidence for each office in a folded text: sums of weights, each kind of evidence counted once."""
    return {
        office: sum(weight for pattern, weight in rules if pattern.search(text)) for office, rules in _EVIDENCE.items()
    }


def likely_office(text: str) -> str | None:
    """The office with most evidence, or None without any."""
    scores = office_scores(text)
    best = max(scores, key=lambda office: scores[office])
    return best if scores[best] > 0 else None
