"""Names of keys in file histories, as ``fields.plain`` writes them: small letters without punctuation or name space.

Taken from the transaction histories of the USPTO (Open Data Portal, PEDS, Patent Center), the progress answers of the
JPO, the register of the EPO, and what spreadsheets call the same things in Japanese, Chinese and Korean.
"""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


SENT = _names(
    "maildate mailroomdate officialdate dispatchdate despatchdate senddate mailingdate postingdate notificationdate "
    "発送日 发文日 发文日期 발송일"
)
MADE = _names("起案日 作成日 draftingdate draftdate createddate creationdate")
RECEIVED = _names("receiptdate receiveddate recordreceiptdate 受付日 受理日 提出日 접수일")
EVENT_DATES = (
    SENT
    | MADE
    | RECEIVED
    | _names(
        "date eventdate recordeddate recorddate transactiondate legaldate actiondate effectivedate documentdate "
        "entrydate gazettedate stepdate procedurestepdate proceduralstepdate datum 日付 年月日 日期 날짜"
    )
)
CODES = _names(
    "code eventcode documentcode transactioncode casecode actioncode stepcode doccode procedurestepcode "
    "proceduralstepcode caseactioncode typecode 中間コード コード 代码"
)
TEXTS = _names(
    "description eventdescriptiontext eventdescription transactiondescription documentdescription descriptiontext "
    "documentcodedescriptiontext caseactiondescriptiontext eventtext text title event eventname name documentname "
    "documenttitle proceduralsteptext procedurestep action step label notice noticename transaction "
    "書類名 事件 通知书名称 文件名称 名称 서류명"
)
APPLICATION = _names(
    "applicationnumber applicationnumbertext applicationno applno appno applicationid applid appnumber "
    "mapplicationnumber patentapplicationnumber 出願番号 申请号 申請號 출원번호"
)
REGISTRATION = _names("patentnumber patentno registrationnumber grantnumber 登録番号 特許番号 专利号 등록번호")
FILING = _names("filingdate filedate appfilingdate applicationdate applicationfilingdate 出願日 申请日 출원일")
PRIORITY = _names("prioritydate earliestprioritydate 優先日 优先权日")
GRANT = _names(
    "grantdate registrationdate issuedate patentissuedate patentgrantdate 登録日 設定登録日 授权公告日 등록일"
)
STATUS = _names(
    "status applicationstatusdescriptiontext applicationstatuscategory applicationstatus appstatus appstatustext "
    "statusdescription statustext ステータス 案件状态 法律状态"
)
STATUS_DATE = _names("applicationstatusdate statusdate appstatusdate")
DRAWN = _names(
    "pulledat retrievedat downloadedat fetchedat lastingestiondatetime lastmodifiedtimestamp asof retrieved exportdate "
    "downloaddate accessdate 照会日 取得日"
)
TOTAL = _names("totaleventsinfile totalevents eventcount totalcount numevents totaltransactions 全件数")
LISTED = _names("numprosecutionevents listedevents returnedevents")
