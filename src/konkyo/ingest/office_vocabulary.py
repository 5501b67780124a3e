"""Element names of patent-office XML, by local name in one spelling: lower case, without ``-`` and ``_``.

Sources: WIPO ST.32, ST.36 and ST.96; USPTO redbook 2.4 to 4.5, PAP 1.5 and XML4IP; JPO document type definitions.
"""

from __future__ import annotations

from konkyo.records.documents import SectionKind


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCK = _names(
    """
    p para paragraph heading h claim clm claimtext claimstep table tables tgroup thead tbody tfoot row pre ul
    ol dl sl li dt dd claims description abstract title figure
    """
)
"""Always on a line of their own."""

INLINE = _names(
    """
    a b big bibl bold ch che chf clref claimlabeltext claimreference claimref crossref crossreference del
    deletedtext dependentclaimreference em f fgref font highlight hil i imgref ins insertedtext italic o
    ocrconfidencedata overscore partname partnumber patcittext pdat q ref s sb smallcaps sp span strike strong
    su sub sub2 subscript sup sup2 superscript tt u ul1 underline underlined
    """
)
"""Part of the line in which they stand."""

FORMATTING = _names(
    """
    b big bold br break ch che em entry f font highlight hil i italic o ocrconfidencedata overscore partname
    partnumber pdat ptext row s sb smallcaps sp span strike strong stext btext sub sub2 subscript sup sup2
    superscript tbody tgroup thead tt u underline underlined colspec li dt dd
    """
)
"""Not listed as elements: they say how text looks, not what it is."""

BREAK = frozenset({"br", "break"})
PRESERVED = frozenset({"pre", "programlisting"})
ROW = frozenset({"row", "mtr", "tr"})
CELL = frozenset({"entry", "td", "th"})
DELETED = frozenset({"del", "deletedtext"})
FURNITURE = frozenset({"boundarydata"})
"""Page headers and line numbers that a conversion left in running text."""
STATUS = frozenset({"claimstatuscategory", "claimtypecategory"})
"""Said about a claim, not part of it."""
FORMULA = frozenset({"math"})
PICTURE = frozenset({"img", "image", "emi", "chemistry", "drawing", "figure", "usmath", "mathus"})
PARAGRAPH = frozenset({"p", "para", "paragraph"})
CLAIM = frozenset({"claim", "clm"})

SECTIONS: dict[str, SectionKind] = {
    **dict.fromkeys(("claims", "sdocl", "subdocclaims", "claimset", "claimlist", "cl"), SectionKind.CLAIMS),
    **dict.fromkeys(("description", "sdode", "subdocdescription", "specification"), SectionKind.DESCRIPTION),
    **dict.fromkeys(("abstract", "sdoab", "subdocabstract"), SectionKind.ABSTRACT),
    **dict.fromkeys(
        _names(
            """
            backgroundart backgroundofinvention citationlist citations citationbag nonpatentcitations
            nonpatentliterature patentcitations patentliterature patentreferencearticle referencebooksarticle
            referencescited usreferencescited b560 citedart
            """
        ),
        SectionKind.CITED_ART,
    ),
}

ROOTS = _names(
    """
    applicationbody attachingdocument claimsdocument classscheme cpcmasterclassificationfile cpynoticepatexam
    cpynoticepatexamrn fulltextdocument internationalpatentpublication jpofficialgazette mminoticedoc
    noticepatexam noticepatexamrn outgoingdocument patamnd patappdoc patdoc patentapplicationpublication
    patentdocument patetc patrspns procedure registeredpatentpublication registeredutilitymodelpublication
    specificationdocument unexaminedpatentpublication uspatentapplication uspatentgrant wopublisheddocument
    eppatentdocument worldpatentdata exchangedocuments pkgheader pkgh noticedsgnexam noticetrademarkexam
    cpynoticedsgnexam cpynoticetmexam noticeofrejection
    """
)
"""Roots of office documents that are known to us."""


def plain(name: str) -> str:
    """A local name in the one spelling used here."""
    return name.lower().replace("-", "").replace("_", "")
