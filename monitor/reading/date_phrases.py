"""Find the date phrases of a text, prepositions included, so that what remains of a sentence can be read without them.

Each phrase grows from a core ('July', 'Wednesday night', 'weeks ago') to the left, over what modifies it ('late last',
'on the morning of', '3 p.m. on'), then joins a neighbour where both make a range. A phrase found here need not resolve
to a date: 'the 1990s', 'since May' and 'the following day' are found as well.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.reading.calendar_words import HOLIDAYS, MONTHS, NUMBERS, PARTS_OF_DAY, SEASONS, WEEKDAYS


class Span(NamedTuple):
    """`text[start:end] == phrase`."""

    start: int
    end: int
    phrase: str


def _written(*words: str) -> str:
    """Capitalised or all in capitals: 'may', 'march' and 'sat' in lower case are no dates."""
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


_S = r"(?:[ \t\u00a0\u202f]{1,3}(?:\n[ \t]{0,8})?|\n)"  # at most one line break: a wrapped line, no new paragraph
_SHORT = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{_written(*MONTHS)}|(?:{_written(*_SHORT)})\.?)(?!\w)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%$]|[.,:/]\d)"
_YEAR = r"(?:19|20)\d\d(?![\w%]|[.,]\d)"
_WEEKDAY = f"(?:{_written(*WEEKDAYS)})"
_SHORT_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
_PART = f"(?:{_S}(?:{'|'.join(PARTS_OF_DAY)})\\b)?"
_THAT_YEAR = f"(?:that|the same|the following|the previous){_S}year"
_OF_YEAR = f"(?:(?:,|{_S}of)?{_S}(?:{_YEAR}|(?:last|this|next){_S}year|{_THAT_YEAR}))?"
_IN_YEAR = f"(?:,?{_S}{_YEAR}|(?:{_S}of)?{_S}{_THAT_YEAR})?"
_AND = f"(?: ?[-–—] ?|{_S}(?:to|and|or|through|until|till|&){_S})"
_WHICH = "last|this past|past|this coming|coming|this|next|previous|following"
_N = "\\d{1,3}|" + "|".join(sorted((*NUMBERS, "several", "a few", "many"), key=len, reverse=True))
_UNIT = "(?:day|week|month|year)"
_NO_NEWSPAPER = r"(?!\s(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Sun|Mercury|World|Tribune|Business|Night)\b)"

_CORES = {
    "exact": f"{_MONTH}{_S}{_DAY}(?:{_AND}{_DAY}(?!{_S}{_MONTH}))?{_IN_YEAR}{_PART}"
    f"(?!{_S}(?:attack|terror|hijack|massacre))"  # an event's name, not when something else took place
    f"|{_DAY}(?:{_AND}(?:the )?{_DAY})?{_S}(?:of{_S})?{_MONTH}{_IN_YEAR}{_PART}",
    "iso": r"\d{4}-[01]\d-[0-3]\d(?!\d)|\d{1,2}/\d{1,2}/\d{4}(?!\d)",
    "weekday": f"{_WEEKDAY}(?!\\w){_NO_NEWSPAPER}{_PART}(?:(?:{_S}of)?{_S}(?:last|this|next){_S}week\\b|{_S}week\\b)?",
    "month": f"{_MONTH}{_OF_YEAR}",
    "season": f"(?i:{'|'.join(SEASONS)}){_OF_YEAR}(?:[-–/]\\d\\d(?!\\d))?",
    "named": f"(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|(?i:last{_S}(?:night|evening)"
    f"|this{_S}(?:morning|afternoon|evening)"
    f"|day{_S}(?:before{_S}yesterday|after{_S}tomorrow))){_PART}",
    "unit": f"(?i:(?:{_WHICH}|same|that){_S}{_UNIT}{_PART}|weekend"
    f"|{_UNIT}{_S}(?:before{_S}last|after{_S}next|before|after))",
    "counted": f"(?i:(?:{_N}){_S}(?:minute|hour|day|week|fortnight|month|year|decade)s?{_S}"
    f"(?:ago|from{_S}now|later|earlier|before{_S}that|after{_S}that))",
    "quarter": f"(?:Q[1-4]|(?i:first|second|third|fourth|final|last){_S}(?:quarter|half)){_OF_YEAR}",
    "decade": r"(?:19|20)\d0s",
    "holiday": f"(?i:{'|'.join(HOLIDAYS)}){_OF_YEAR}",
    "year": f"{_YEAR}(?:[-–/](?:{_YEAR}|\\d\\d(?!\\d)))?",
}
_CORE_PATTERNS = {name: re.compile(rf"(?<![\w$£€#@./-])(?:{core})(?![\w]|-\d)") for name, core in _CORES.items()}
_CURLY = str.maketrans("’", "'")

_ZONE = f"(?:{_S}(?:GMT|UTC|BST|CET|CEST|IST|[ECMP][SD]?T|local{_S}time))?"
_LEFT = re.compile(
    f"(?<!\\w)(?:(?i:{_WHICH}|that|same|early|late|mid|earlier|later|sometime|the|just|shortly|soon"
    "|on|in|at|during|over|throughout|for|of|around|about|dated|between|from"
    "|since|until|till|before|after|by|ahead of|prior to|as of|up to"
    "|(?:morning|afternoon|evening|night|early hours|small hours|beginning|start|end|middle|course|rest) of"
    "|(?:first|second|third|fourth|last|opening|closing|final) (?:(?:few|two|three) )?"
    "(?:days?|weeks?|months?) (?:of|in)"
    f"|(?:{_N}) weeks? (?:ago|from)|a week on|week (?:of|beginning|commencing|starting)"
    f"|almost|nearly|roughly|just over|just under|more than|less than"
    rf"|(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:a\.?m\.?|p\.?m\.?|o'clock)|\d{{1,2}}:\d\d|noon|midnight){_ZONE},?)"
    f"|{_SHORT_WEEKDAY}{_PART},?)(?:{_S}|(?<=mid)-|(?<=Mid)-)$"
)
_REACH = 40  # characters: longer than any word that can stand to the left
# Prepositions that a modifier alone can't replace: what they take is a date, even a bare 'May' or '2016'.
_DATING = re.compile(
    r"(?i)\b(?:in|during|over|throughout|of|from|between|since|until|till|before|after|by|for|early|late|mid|last|this"
    r"|next|past|coming|following|previous|that|same|dated|around|at|as of|up to)[\s-]+(?:the\s+)?$"
)
_ARTICLE = re.compile(rf"(?i)\bthe{_S}$")
_TITLE_CASE = re.compile(r"(?:This|Last|Next)\s[A-Z][a-z]")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_DETERMINER = re.compile(r"(?i)(?:\b(?:the|a|an|its|his|her|their|this|our|my)|'s?)\s$")
_JOINT = re.compile(rf"(?:,? (?:and|or) |, |{_AND})\Z")
_RANGE_JOINT = re.compile(rf"(?: ?[-–—] ?|{_S}(?:to|through|until|till){_S})\Z")
_DATE_JOINT = re.compile(rf",?{_S}\Z")
_BOTH_ENDS = re.compile(r"(?i)(?:between|from)\b")
_NAMED_DAY = re.compile(
    r"(?:Super|Black|Good|Ash|Bloody|Cyber|Giving|Palm|Holy|Maundy|Shrove|Fat|Ruby|Easter|News|Mail on) $"
)
_NAME_BEFORE = re.compile(r"\w*[A-Z][\w.'-]*\s$")
_OPENS = re.compile(r"\b(?:In|Last|Since|By|Until)\s$")  # capitals: a sentence opens with it
_NAME_AFTER = re.compile(r"\s(?:[A-Z][a-z]|(?:said|says|told|was|is|has|had|will|would)\b)|['-]s?\b")
_NOUN_AFTER = re.compile(r"\s\w")
_LOWER_CASE_AFTER = re.compile(r"\s[a-z]")
_COUNTED_AFTER = re.compile(
    r"\s(?:people|cases|men|women|children|troops|soldiers|jobs|homes|houses|votes|words|miles|km|kilomet\w+|metres"
    r"|meters|feet|points|pounds|dollars|euros|copies|members|delegates|workers|tons|tonnes)\b"
)
_ALSO_A_WORD = ("may", "march", "mar", "april", "june", "august", "jan", "dec")  # or a name: 'June said so'


class _Piece(NamedTuple):
    start: int
    core: int  # where the core starts
    end: int
    name: str


def find(text: str) -> list[Span]:
    """Every date phrase of the text, in order, none overlapping another."""
    straight = text.translate(_CURLY)  # one character for one, so that offsets stay true
    found: list[_Piece] = []
    for piece in _pieces(straight):
        joined = _joined(straight, found[-1], piece) if found else None
        if joined is not None:
            found[-1] = joined
        elif _stands(straight, piece) or (found and _in_a_row(straight, found[-1], piece)):
            found.append(piece)
    return [Span(piece.start, piece.end, text[piece.start : piece.end]) for piece in found]


def _pieces(text: str) -> list[_Piece]:
    """Cores, the longest of those that start together or overlap, each grown to the left."""
    cores = sorted(
        (match.start(), -match.end(), name)
        for name, pattern in _CORE_PATTERNS.items()
        for match in pattern.finditer(text)
    )
    pieces: list[_Piece] = []
    reached = 0
    for core, minus_end, name in cores:
        if core >= reached:
            pieces.append(_Piece(_grown(text, core, reached, name), core, -minus_end, name))
            reached = -minus_end
    return pieces


def _grown(text: str, core: int, reached: int, name: str) -> int:
    """Where the phrase starts; 'during the 2016 campaign' is of the campaign, so there only the year is a date."""
    start = core
    while match := _LEFT.search(text, max(reached, start - _REACH), start):
        if name == "counted" and match[0].lower().startswith("th"):
            break  # 'he said this two years ago'
        start = match.start()
    of_a_noun = name in ("month", "year", "exact") and not _ORDINAL.match(text, core)
    return core if of_a_noun and _ARTICLE.search(text, start, core) else start


def _joined(text: str, before: _Piece, piece: _Piece) -> _Piece | None:
    """'between A and B', 'A to B', 'Thursday, 2 March': one phrase."""
    joint = text[before.end : piece.core]
    if before.name == "weekday" and piece.name == "exact" and _DATE_JOINT.match(joint):
        return before._replace(end=piece.end, name="exact")
    both_ends = _BOTH_ENDS.match(text, before.start) and _JOINT.match(joint)
    if both_ends or (_RANGE_JOINT.match(joint) and before.name == piece.name):
        return before._replace(end=piece.end)
    return None


def _in_a_row(text: str, before: _Piece, piece: _Piece) -> bool:
    """'in April and May', 'in 2014 or 2015': the second needs no preposition of its own."""
    return before.name == piece.name and bool(_JOINT.match(text[before.end : piece.core]))


def _stands(text: str, piece: _Piece) -> bool:
    """Whether the piece is a date and not a name, a number or a word that looks like one."""
    dated = bool(_DATING.search(text, piece.start, piece.core))
    core = text[piece.core : piece.end]
    if piece.name == "weekday":
        return not _NAMED_DAY.search(text, max(0, piece.core - len("Mail on Shrove ")), piece.core)
    if piece.name == "month":
        return _has_digit(core) or _is_month(text, piece, core, dated=dated)
    if piece.name == "year":
        return not _COUNTED_AFTER.match(text, piece.end) and (dated or _qualifies(text, piece, _NOUN_AFTER))
    if piece.name in ("season", "quarter"):
        return dated or _has_digit(core) or core.endswith("year")
    if piece.name in ("unit", "named") and _TITLE_CASE.match(core):
        return False  # programmes: 'This Week', 'This Morning'
    return core.lower() != "weekend" or piece.start < piece.core


def _is_month(text: str, piece: _Piece, core: str, *, dated: bool) -> bool:
    if _qualifies(text, piece, _LOWER_CASE_AFTER):
        return True
    if _NAME_AFTER.match(text, piece.end):  # 'August Busch', but 'In August Busch met'
        return bool(_OPENS.search(text, max(0, piece.core - len("Since  ")), piece.core))
    if dated:
        return True
    unclear = core.rstrip(".").lower() in _ALSO_A_WORD or core.endswith(".")
    return not unclear and not _NAME_BEFORE.search(text, max(0, piece.start - _REACH), piece.start)


def _qualifies(text: str, piece: _Piece, noun: re.Pattern[str]) -> bool:
    """'the July meeting', 'his 2015 letter': a bare month or year between a determiner and a noun."""
    determiner = _DETERMINER.search(text, max(0, piece.core - len("their  ")), piece.core)
    return bool(determiner and noun.match(text, piece.end))


def _has_digit(core: str) -> bool:
    return any(character.isdigit() for character in core)
