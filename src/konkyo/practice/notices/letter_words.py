"""What letters say in Chinese, Korean and German: courtesies, acts done, matters closed, instructions asked."""

from __future__ import annotations

LETTER = (
    r"您好|尊敬的|此致|敬礼|顺颂|商祺|贵方|我方|贵司|我所|特此(?:报告|转达|通知)|请查收"
    r"|안녕하십니까|귀사|귀소|감사합니다|올림|드림|송부(?:하여|드)"
    r"|Sehr geehrte|Mit freundlichen|Freundliche Grüße|(?:Ihr|Unser|unser) Zeichen:?|Kanzlei\b"
)
DONE = (
    r"(?:已|已经|业已|均已)(?:于[^。\n]{2,20})?(?:向[^。\n]{2,16})?(?:提交|递交|提出|缴纳|缴付|答复|办理|完成)"
    r"|(?:提交|递交|缴纳|缴付|办理)(?:完毕|完成|回执)"
    r"|(?:의견서|보정서|답변서|심판청구서|심판|등록료|연차료|연차등록료|수수료)[^.\n]{0,30}(?:제출"
    r"|청구|납부)(?:를|을)?\s*"
    r"(?:하였|완료|했|되었|됨|하였음|하였으며)|(?:제출|납부)(?:를|을)?\s*완료"
    r"|(?:wurde|wurden|haben wir|habe ich|ist|sind)\b(?:(?!\bnicht\b|\bnoch\b)[^.]){0,140}?"
    r"\b(?:eingereicht|eingelegt|gezahlt|bezahlt|entrichtet|erledigt|gestellt)\b(?! werden)"
    r"|\bist erledigt\b|bereits erledigt"
)
CLOSED = (
    r"(?:无需|不需要|不必)(?:贵方)?(?:再)?(?:任何|采取|进一步)?[^。\n]{0,8}(?:行动|措施|处理|答复"
    r"|操作)|(?:期限|时限)(?:已|可)[^。\n]{0,6}(?:撤销|关闭|解除|删除)"
    r"|(?:추가|별도)(?:적인)?(?:의)?\s*(?:조치|대응)[^.\n]{0,10}(?:필요\s*(?:가|는)?\s*없|불필요)"
    r"|기한(?:을|은|이)?\s*(?:삭제|해제|종료)"
    r"|nichts (?:weiter|mehr) zu veranlassen|keine weiteren? (?:Maßnahmen?|Schritte|Veranlassung)"
    r"|Frist (?:ist |kann |wurde )?(?:erledigt|gelöscht|gestrichen)"
)
ASK = (
    r"请[^。\n]{0,40}(?:指示|确认是否|告知(?:是否|贵)|回复是否)|(?:盼|期待)[^。\n]{0,10}(?:指示|回复)"
    r"|应当?(?:于|在)[^。\n]{0,40}(?:答复|提交|缴纳)"
    r"|지시(?:하여|해|를|바랍|부탁)|회신(?:하여|해|을|바랍|부탁)|검토(?:하여|하신|바랍)"
    r"|\bWeisung|\bAnweisung|teilen Sie uns|lassen Sie uns|ist[^.\n]{0,60}(?:einzureichen|einzulegen|zu zahlen)"
)
CONDITIONAL = (
    r"\b(?:if|in case|unless|should you|falls|sofern|wenn)\b[^.;\n]*(?:\n(?!\s*\n)[^.;\n]*)?[.;]"
    r"|[^。\n]{0,60}(?:場合(?:に)?は|行き違い|入れ違い|でしたら|如已|如果(?:贵方)?已|若已"
    r"|이미[^.\n]{0,20}경우)[^。.\n]*[。.]"
)
"""Sentences that only suppose that something was done (``if the fee has already been paid, please ignore this``)."""
