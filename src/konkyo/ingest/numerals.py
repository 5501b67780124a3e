"""Numbers as lists show them: the numbering formats of ECMA-376 Part 1, 17.18.59, and of HTML lists."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMAN_END = 4000
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壱弐参四伍六七八九"
_CHINESE_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_KOREAN_DIGITS = "영일이삼사오육칠팔구"
_ENCLOSED = 20


def numeral(value: int, style: str) -> str | None:
    """``value`` in a numbering format (``decimal``, ``upperRoman``, ``japaneseCounting`` ...); None: not supported."""
    if style in ("none", "bullet"):
        return ""
    form = _FORMS.get(style)
    if form is None:
        return None
    return form(value) if value > 0 else str(value)


def _roman(value: int) -> str:
    if value >= _ROMAN_END:
        return str(value)
    text = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        text += letters * count
    return text


def _letter(value: int) -> str:
    """a ... z, aa, bb ... (Word repeats the letter)."""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 40)


def _cyclic(alphabet: str) -> Callable[[int], str]:
    """One sign of a series, starting again after its end."""
    return lambda value: alphabet[(value - 1) % len(alphabet)]


def _positional(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(figure)] for figure in str(value))


def _counting(digits: str, units: str, myriads: str, *, one_before_units: bool) -> Callable[[int], str]:
    """Numbers with units (三百二十一): ``units`` for 10, 100, 1000, ``myriads`` for 10^4, 10^8."""

    def below_myriad(value: int) -> str:
        text = ""
        for place, figure in enumerate(reversed(str(value))):
            number = int(figure)
            if number == 0:
                continue
            unit = units[place - 1] if place else ""
            text = ("" if number == 1 and unit and not one_before_units else digits[number]) + unit + text
        return text

    def written(value: int) -> str:
        text, place = "", 0
        while value and place <= len(myriads):
            value, group = divmod(value, 10_000)
            if group:
                text = below_myriad(group) + (myriads[place - 1] if place else "") + text
            place += 1
        return text

    return written


def _chinese(value: int) -> str:
    """Chinese counting: 十一, 二十, 一百零一."""
    plain = _counting(_DIGITS, "十百千", "万亿", one_before_units=True)(value)
    figures = str(value)
    if value < 100:
        return plain.removeprefix("一") if value // 10 == 1 else plain
    if len(figures) > 1 and "0" in figures.rstrip("0"):
        return _with_zero(figures) if value < 10_000 else plain
    return plain


def _with_zero(figures: str) -> str:
    text, gap = "", False
    for place, figure in enumerate(figures):
        rest = len(figures) - place - 1
        if figure == "0":
            gap = True
            continue
        text += ("零" if gap and text else "") + _DIGITS[int(figure)] + ("", "十", "百", "千")[rest]
        gap = False
    return text


def _block(first: int, size: int, otherwise: Callable[[int], str] = str) -> Callable[[int], str]:
    """A run of ready-made signs in Unicode (①, ⑴, ⒈); beyond it plain digits."""
    return lambda value: chr(first + value - 1) if value <= size else otherwise(value)


def _circled(value: int) -> str:
    for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if low <= value <= high:
            return chr(first + value - low)
    return str(value)


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)})


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _zodiac_pair(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


_KANJI = _counting(_DIGITS, "十百千", "万億", one_before_units=False)
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "ordinal": _ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _block(0x2488, _ENCLOSED),
    "decimalEnclosedParen": _block(0x2474, _ENCLOSED),
    "ideographEnclosedCircle": _block(0x3280, 10, _KANJI),
    "ideographDigital": _positional(_DIGITS),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "koreanDigital": _positional(_KOREAN_DIGITS),
    "koreanDigital2": _positional("零一二三四五六七八九"),
    "japaneseCounting": _KANJI,
    "japaneseLegal": _counting(_LEGAL, "拾百阡", "萬億", one_before_units=True),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _counting(_CHINESE_LEGAL, "拾佰仟", "萬億", one_before_units=True),
    "koreanCounting": _counting(_KOREAN_DIGITS, "십백천", "만억", one_before_units=False),
    "aiueo": _cyclic(_AIUEO_HALF),
    "aiueoFullWidth": _cyclic(_AIUEO),
    "iroha": _cyclic(_IROHA_HALF),
    "irohaFullWidth": _cyclic(_IROHA),
    "ideographTraditional": _cyclic(_STEMS),
    "ideographZodiac": _cyclic(_BRANCHES),
    "ideographZodiacTraditional": _zodiac_pair,
    "ganada": _cyclic(_GANADA),
    "chosung": _cyclic(_CHOSUNG),
}
