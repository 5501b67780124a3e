"""The forms that offices issue and the event each starts: data only.

``title``: a whole line that names the form. ``mention``: how a letter speaks of it. ``rank``: which form gives the
deadline when a bundle holds several (higher wins). Titles follow the offices' published forms (JPO 特許・実用新案
審査ハンドブック 様式, MPEP chapter 700 forms PTOL-85/303/326, EPO forms 1081/2001/2004/2006/2522, PCT/ISA/206-237).
"""

from __future__ import annotations

from konkyo.practice.notices.form import Form
from konkyo.practice.notices.forms_china import CHINA
from konkyo.practice.notices.forms_europe import EUROPE
from konkyo.practice.notices.forms_germany import GERMANY
from konkyo.practice.notices.forms_japan import JAPAN
from konkyo.practice.notices.forms_korea import KOREA
from konkyo.practice.notices.forms_pct import PCT
from konkyo.practice.notices.forms_us import UNITED_STATES, US_CODES

FORMS: tuple[Form, ...] = (*JAPAN, *UNITED_STATES, *EUROPE, *PCT, *CHINA, *KOREA, *GERMANY)

__all__ = ["FORMS", "US_CODES", "Form"]
