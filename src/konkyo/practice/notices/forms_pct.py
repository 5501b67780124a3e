"""Forms under the Patent Cooperation Treaty, as the authorities print them in English, German, French, Japanese,
Chinese and Korean (PCT Administrative Instructions, Annex A: RO, ISA, IPEA and IB forms)."""

from __future__ import annotations

from konkyo.practice.notices.form import Form

_MAILED = ("isr_mailing_date", "mail_date")
_MAIL = ("mail_date", "isr_mailing_date")
_NUMBER = (
    r"(?:\s*(?:International application No\.?|国際出願番号|国际申请号|국제출원번호)(?:\s*PCT/\w+/\d+)?)?"
    r"(?:\s*[(〔][^\n]{0,60})?"
)
_ISA = r"(?:国际检索单位|國際檢索單位)"

PCT: tuple[Form, ...] = (
    Form(
        "PCT",
        "Written Opinion of the International Searching Authority (PCT/ISA/237)",
        "demand",
        rf"WRITTEN OPINION OF THE INTERNATIONAL SEARCHING AUTHORITY{_NUMBER}|国際調査機関の見解書{_NUMBER}"
        rf"|{_ISA}(?:的)?书面意见{_NUMBER}|국제조사기관의?\s*견해서{_NUMBER}"
        r"|SCHRIFTLICHER BESCHEID DER INTERNATIONALEN RECHERCHENBEHÖRDE"
        r"|OPINION ÉCRITE DE L['’]ADMINISTRATION CHARGÉE DE LA RECHERCHE INTERNATIONALE",
        rf"written opinion(?: of the (?:international searching authority|ISA))?|国際調査(?:機関の)?見解書?"
        rf"|見解書|ISAの?見解書|{_ISA}?书面意见|견해서"
        r"|ISA/237|schriftlicher Bescheid",
        _MAILED,
        rank=8,
        codes=("ISA/237",),
    ),
    Form(
        "PCT",
        "International Search Report (PCT/ISA/210)",
        "art19_amendment",
        rf"INTERNATIONAL SEARCH REPORT{_NUMBER}|国際調査報告{_NUMBER}|国际检索报告{_NUMBER}|국제조사보고서{_NUMBER}"
        rf"|INTERNATIONALER RECHERCHENBERICHT{_NUMBER}|RAPPORT DE RECHERCHE INTERNATIONALE{_NUMBER}",
        r"international search report|国際調査報告書?|国际检索报告|국제조사보고서|ISA/210"
        r"|internationaler? Recherchenberichts?|第?19条(?:に基づく)?補正",
        _MAILED,
        rank=7,
        codes=("ISA/210",),
    ),
    Form(
        "PCT",
        "Notification of Transmittal of the International Search Report (PCT/ISA/220)",
        "art19_amendment",
        r"NOTIFICATION\s+OF\s+TRANSMITTAL\s+OF\s+THE\s+INTERNATIONAL\s+SEARCH\s+REPORT[^\n]*"
        r"|国際調査報告及び国際調査機関の見解書又は国際調査報告を作成しない旨の決定の送付の?通知書?"
        r"|(?:传送|传达)国际检索报告[^\n]{0,60}通知书?|국제조사보고서[^\n]{0,60}송부통지서"
        r"|MITTEILUNG ÜBER DIE ÜBERMITTLUNG DES INTERNATIONALEN RECHERCHENBERICHTS[^\n]*",
        r"ISA/220",
        _MAILED,
        rank=9,
        codes=("ISA/220",),
    ),
    Form(
        "PCT",
        "Declaration of Non-Establishment of International Search Report (PCT/ISA/203)",
        "demand",
        r"DECLARATION OF NON-ESTABLISHMENT OF INTERNATIONAL SEARCH REPORT[^\n]*|国際調査報告を作成しない旨の決定",
        r"declaration of non-establishment|ISA/203|国際調査報告を作成しない旨の決定",
        _MAILED,
        rank=8,
        codes=("ISA/203",),
    ),
    Form(
        "PCT",
        "Invitation to pay additional fees (PCT/ISA/206)",
        "additional_search_fees",
        r"INVITATION TO PAY ADDITIONAL FEES[^\n]*|(?:追加)?手数料の追加納付命令書|追加手数料(?:の)?納付命令書?"
        r"|缴纳附加(?:检索)?费(?:的)?(?:通知书?|通知)[^\n]{0,30}|추가\s*수수료\s*납부명령서?[^\n]{0,20}"
        r"|AUFFORDERUNG ZUR ZAHLUNG ZUSÄTZLICHER (?:RECHERCHEN)?GEBÜHREN[^\n]*"
        r"|INVITATION À PAYER DES TAXES ADDITIONNELLES[^\n]*",
        r"invitation to pay additional (?:search )?fees|additional search fees|ISA/206"
        r"|追加(?:の)?(?:調査)?手数料(?:の)?(?:納付命令)?|手数料の追加納付命令",
        _MAIL,
        rank=9,
        codes=("ISA/206",),
    ),
    Form(
        "PCT",
        "Invitation to restrict or pay additional fees (PCT/IPEA/405)",
        "restriction_response",
        r"INVITATION TO RESTRICT OR PAY ADDITIONAL FEES[^\n]*|請求の範囲の減縮又は追加手数料の納付(?:の)?(?:求め"
        r"|命令書?)",
        r"invitation to restrict|IPEA/405",
        _MAIL,
        rank=9,
        codes=("IPEA/405",),
    ),
    Form(
        "PCT",
        "Written Opinion of the International Preliminary Examining Authority (PCT/IPEA/408)",
        "oa_response",
        r"(?:SECOND )?WRITTEN OPINION(?: OF THE INTERNATIONAL PRELIMINARY EXAMINING AUTHORITY)?"
        r"|国際予備審査機関の見解書"
        r"|国际初步审查单位(?:的)?书面意见|국제예비심사기관의?\s*견해서",
        r"written opinion of the (?:international preliminary examining authority|IPEA)|IPEA/408"
        r"|国際予備審査機関の見解書|国際予備審査(?:の)?見解書",
        _MAIL,
        rank=8,
        codes=("IPEA/408",),
    ),
    Form(
        "PCT",
        "Notice informing the applicant of the communication to the designated Offices (PCT/IB/308)",
        "none",
        r"(?:FIRST |SECOND (?:AND SUPPLEMENTARY )?)?NOTICE INFORMING THE APPLICANT OF THE COMMUNICATION OF THE INTER"
        r"NATIONAL APPLICATION[^\n]*"
        r"|国際出願の指定官庁への送達(?:について)?(?:の)?(?:通知書?)?",
        r"IB/308",
        (),
        rank=6,
        codes=("IB/308",),
    ),
    Form(
        "PCT",
        "Entry into the national phase",
        "national_phase_entry",
        r"(?:PCT[ /-]*)?(?:reminder[ :-]*)?(?:PCT )?(?:national|regional)(?:/regional)? (?:phase|stage)(?: entry)?"
        r"(?: deadlines?| reminder| time limits?)?|(?:各国|指定国)(?:への)?(?:国内)?移行(?:の)?期限[^\n]{0,16}",
        r"(?:national|regional) (?:phase|stage)(?!\s?(?:application|filing|submission|of\s?PCT))|European phase"
        r"|(?:国内|各国)(?:段階)?移行|移行期限|への移行|国家阶段|국내\s?단계"
        r"|nationale\w* Phase",
        ("priority_date",),
        "priority_date",
        6,
    ),
    Form(
        "PCT",
        "Invitation of a PCT authority to correct, furnish or pay",
        "formality_correction",
        r"(?-i:INVITATION CONCERNING[^\n]*)"
        r"|(?-i:(?:PARTIAL )?INVITATION \(?(?:ARTICLE|RULE)[^\n]*|INVITATION TO (?!PAY ADDITIONAL"
        r"|RESTRICT)[A-Z]+ [^\n]*)"
        r"|(?:国際出願の)?(?:手続)?補正命令書?|手続(?:の)?補正(?:の)?命令書|手数料(?:の)?(?:納付|補正)命令書?"
        r"|配列表(?:の)?(?:提出|補正)命令書?|提出命令書?"
        r"|改正国际申请中缺陷的通知书?|(?:补正|缴纳规定费用|提交)(?:的)?通知书?|보정명령서?"
        r"|(?-i:AUFFORDERUNG ZU[RM]? [^\n]*)",
        r"invitation to (?:correct|furnish|file|submit|pay(?! additional))|RO/1(?:03|06|10|33|07|57|58)|ISA/225"
        r"|IPEA/40[47]|IB/313|補正命令",
        _MAIL,
        rank=8,
        codes=(
            "RO/103",
            "RO/106",
            "RO/107",
            "RO/110",
            "RO/133",
            "RO/157",
            "RO/158",
            "ISA/225",
            "IPEA/404",
            "IPEA/407",
            "IPEA/441",
            "IB/313",
            "IB/316",
        ),
    ),
    Form(
        "PCT",
        "International Preliminary Report on Patentability",
        "none",
        r"INTERNATIONAL PRELIMINARY (?:REPORT ON PATENTABILITY|EXAMINATION REPORT)[^\n]*"
        r"|特許性に関する国際予備報告[^\n]{0,24}|国際予備審査報告[^\n]{0,12}|专利性国际初步报告[^\n]{0,20}"
        r"|특허성에 관한 국제예비보고서[^\n]{0,20}"
        r"|INTERNATIONALER VORLÄUFIGER BERICHT ÜBER DIE PATENTIERBARKEIT[^\n]*",
        r"international preliminary report on patentability|IPRP|特許性に関する国際予備報告",
        (),
        rank=5,
        codes=("IPEA/409", "IPEA/416", "IB/373", "IB/326", "IB/338"),
    ),
    Form(
        "PCT",
        "Notification of a PCT authority that sets no period",
        "none",
        r"(?-i:(?:SECOND )?NOTIFICATION (?!OF TRANSMITTAL OF THE INTERNATIONAL SEARCH"
        r"|OF(?: TRANSMITTAL(?: OF(?: THE(?: INTERNATIONAL)?)?)?)?\s*(?:\n|$))[A-Z][^\n]*"
        r"|INFORMATION CONCERNING[^\n]*)"
        r"|記録原本の受理通知(?:書)?|国際出願番号及び国際出願日の通知(?:書)?"
        r"|優先権書類の提出(?:又は送付)?に関する通知(?:書)?|調査用写しの受領(?:の)?通知(?:書)?"
        r"|国際出願(?:が)?(?:取り?下げ)[^\n]{0,24}通知(?:書)?|(?:変更|名義変更)[^\n]{0,8}の記録の通知(?:書)?"
        r"|国際公開の通知"
        r"|受理通知书|国际申请号和国际申请日通知书|收到登记本的通知书?|기록원본\s*수령통지서"
        r"|(?-i:MITTEILUNG (?!ÜBER DIE ÜBERMITTLUNG DES INTERNATIONALEN RECH)[^\n]*)",
        "",
        (),
        rank=3,
        codes=(
            "RO/102",
            "RO/104",
            "RO/105",
            "RO/117",
            "RO/123",
            "RO/132",
            "ISA/202",
            "ISA/205",
            "ISA/212",
            "IB/301",
            "IB/304",
            "IB/306",
            "IB/310",
            "IB/311",
            "IB/318",
            "IB/345",
            "IB/346",
            "IB/371",
            "IPEA/401",
            "IPEA/402",
            "IPEA/436",
        ),
    ),
)
