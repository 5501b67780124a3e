"""Which reader reads which kind of file, as ``module:function``: imported only in the reading process."""

from __future__ import annotations

from konkyo.ingest.sniff import Kind

READERS: dict[Kind, str] = {
    Kind.PDF: "konkyo.ingest.pdf:read_pdf",
    Kind.DOCX: "konkyo.ingest.docx:read_docx",
    Kind.HTML: "konkyo.ingest.html:read_html",
    Kind.XML: "konkyo.ingest.office_xml:read_office_xml",
    Kind.JSON: "konkyo.ingest.text:read_json",
    Kind.MAIL: "konkyo.ingest.mail:read_mail",
    Kind.TEXT: "konkyo.ingest.text:read_text",
}
"""One reader for each kind in ``sniff.READ``."""

MAIL_WHOLE = "konkyo.ingest.mail_whole:read_mail_whole"
"""Reads a mail and, in the same process, the files that it holds."""
