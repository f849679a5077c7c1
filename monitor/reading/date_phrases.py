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
_OF_YEAR = f"(?:(?:,|{_S}of)?{_S}(?:{_YEAR}|(?:last|this|next){_S}year))?"
_AND = f"(?: ?[-–—] ?|{_S}(?:to|and|or|through|until|till|&){_S})"
_WHICH = "last|this past|past|this coming|coming|this|next|previous|following"
_N = "\\d{1,3}|" + "|".join(sorted((*NUMBERS, "several", "a few", "many"), key=len, reverse=True))
_UNIT = "(?:day|week|month|year)"
_FIXED_NAMES = r"(?!\s(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Sun|Mercury|World|Tribune|Business|Night|Prayer)\b)"

_CORES = {
    "exact": f"{_MONTH}{_S}{_DAY}(?:{_AND}{_DAY}(?!{_S}{_MONTH}))?(?:,?{_S}{_YEAR})?{_PART}(?!{_S}(?:attack|terror|hijack|massacre))"
    f"|{_DAY}(?:{_AND}(?:the )?{_DAY})?{_S}(?:of{_S})?{_MONTH}(?:,?{_S}{_YEAR})?{_PART}",
    "iso": r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}/\d{1,2}/\d{4}(?!\d)",
    "weekday": f"{_WEEKDAY}(?!\\w){_FIXED_NAMES}{_PART}(?:{_S}(?:of{_S})?(?:last|this|next){_S}week\\b|{_S}week\\b)?",
    "month": f"{_MONTH}{_OF_YEAR}",
    "season": f"(?i:{'|'.join(SEASONS)}){_OF_YEAR}(?:[-–/]\\d\\d(?!\\d))?",
    "named": f"(?i:today|tonight|yesterday|tomorrow|last{_S}(?:night|evening)|this{_S}(?:morning|afternoon|evening)"
    f"|day{_S}(?:before{_S}yesterday|after{_S}tomorrow)){_PART}",
    "unit": f"(?i:(?:{_WHICH}|same|that){_S}{_UNIT}{_PART}|weekend|{_UNIT}{_S}(?:before{_S}last|after{_S}next|before|after)"
    f"|week{_S}(?:of|beginning){_S}(?={_DAY}{_S}|(?-i:{_MONTH})))",
    "counted": f"(?i:(?:{_N}){_S}(?:minute|hour|day|week|fortnight|month|year|decade)s?{_S}"
    f"(?:ago|from{_S}now|later|earlier|before{_S}that|after{_S}that))",
    "quarter": f"(?:Q[1-4]|(?i:first|second|third|fourth|final|last){_S}(?:quarter|half)){_OF_YEAR}",
    "decade": r"(?:19|20)\d0s",
    "holiday": f"(?i:{'|'.join(HOLIDAYS)}){_OF_YEAR}",
    "year": f"{_YEAR}(?:[-–/](?:{_YEAR}|\\d\\d(?!\\d)))?",
}  # fmt: skip
_CORE_PATTERNS = {name: re.compile(rf"(?<![\w$£€#@./-])(?:{core})(?!\w)") for name, core in _CORES.items()}
_CURLY = str.maketrans("’", "'")

_ZONE = f"(?:{_S}(?:GMT|UTC|BST|CET|CEST|IST|[ECMP][SD]?T|local{_S}time))?"
_LEFT = re.compile(
    f"(?<!\\w)(?:(?i:{_WHICH}|early|late|mid|earlier|later|sometime|the|just|shortly|soon"
    "|on|in|at|during|over|throughout|for|of|around|about|dated|between|from"
    "|since|until|till|before|after|by|ahead of|prior to|as of|up to"
    "|(?:morning|afternoon|evening|night|early hours|small hours|beginning|start|end|middle|course|rest) of"
    "|(?:first|last|opening|closing|final) (?:(?:few|two|three) )?(?:days?|weeks?|months?) (?:of|in)"
    f"|(?:{_N}) weeks? (?:ago|from)|a week on"
    f"|almost|nearly|roughly|just over|just under|more than|less than"
    rf"|(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:a\.?m\.?|p\.?m\.?|o'clock)|\d{{1,2}}:\d\d|noon|midnight){_ZONE},?)"
    f"|{_SHORT_WEEKDAY}{_PART},?)(?:{_S}|(?<=mid)-|(?<=Mid)-)$"
)
_REACH = 40  # characters: longer than any word that can stand to the left
# Prepositions that a modifier alone can't replace: what they take is a date, even a bare 'May' or '2016'.
_DATING = re.compile(
    r"(?i)\b(?:in|during|over|throughout|of|from|between|since|until|till|before|after|by|for|early|late|mid|last|this|next"
    r"|past|coming|dated|around|at|as of|up to)[\s-]+(?:the\s+)?$"
)
_JOINT = re.compile(rf"(?:,? (?:and|or) |, |{_AND})\Z")
_RANGE_JOINT = re.compile(rf"(?: ?[-–—] ?|{_S}(?:to|through|until|till){_S})\Z")
_BOTH_ENDS = re.compile(r"(?i)(?:between|from)\b")
_NAMED_AFTER_DAY = re.compile(r"(?:Super|Black|Good|Ash|Bloody|Cyber|Giving|Palm|Holy|Maundy|Shrove|Fat|Ruby|Easter|News|Mail on) $")
_NAME_BEFORE = re.compile(r"\w*[A-Z][\w.’'-]*\s$")
_NAME_AFTER = re.compile(r"\s(?:[A-Z][a-z]|(?:said|says|told|was|is|has|had|will|would)\b)|[’'-]s?\b")
_COUNTED_AFTER = re.compile(
    r"\s(?:people|cases|men|women|children|troops|soldiers|jobs|homes|houses|votes|words|miles|km|kilomet\w+|metres|meters"
    r"|feet|points|pounds|dollars|euros|copies|members|delegates|workers|tons|tonnes)\b"
)


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
        elif _stands(straight, piece, found[-1] if found else None):
            found.append(piece)
    return [Span(piece.start, piece.end, text[piece.start : piece.end]) for piece in found]


def _pieces(text: str) -> list[_Piece]:
    """Cores, the longest of those that start together or overlap, each grown to the left."""
    cores = sorted(
        (match.start(), -match.end(), name) for name, pattern in _CORE_PATTERNS.items() for match in pattern.finditer(text)
    )
    pieces: list[_Piece] = []
    reached = 0
    for core, minus_end, name in cores:
        if core >= reached:
            start = _grown(text, core, reached)
            pieces.append(_Piece(start, core, -minus_end, name))
            reached = -minus_end
    return pieces


def _grown(text: str, core: int, reached: int) -> int:
    start = core
    while match := _LEFT.search(text, max(reached, start - _REACH), start):
        start = match.start()
    return start


def _joined(text: str, before: _Piece, piece: _Piece) -> _Piece | None:
    """'between A and B', 'A to B': one phrase."""
    joint = text[before.end : piece.core]
    both_ends = _BOTH_ENDS.match(text, before.start) and _JOINT.fullmatch(joint)
    if both_ends or (_RANGE_JOINT.fullmatch(joint) and before.name == piece.name):
        return before._replace(end=piece.end)
    return None


def _stands(text: str, piece: _Piece, before: _Piece | None) -> bool:
    """Whether the piece is a date and not a name, a number or a word that looks like one."""
    core = text[piece.core : piece.end]
    if piece.name == "weekday":
        return not _NAMED_AFTER_DAY.search(text, max(0, piece.core - 12), piece.core)
    if piece.name not in ("month", "year", "season", "quarter", "unit"):
        return True
    lead = text[piece.start : piece.core]
    if piece.name == "month" and any(character.isdigit() for character in core):
        return True
    in_a_row = before is not None and before.name == piece.name and _JOINT.fullmatch(text[before.end : piece.core])
    dated = bool(_DATING.search(lead)) or bool(in_a_row)
    if piece.name == "unit":
        return core.lower() != "weekend" or bool(lead)
    if piece.name == "year":
        return not _COUNTED_AFTER.match(text, piece.end) and (dated or _qualifies(text, piece, lead))
    if piece.name == "month":
        return dated and not _NAME_AFTER.match(text, piece.end) or _qualifies(text, piece, lead)
    return dated or bool(re.search(r"(?i)\d|year", core))


def _qualifies(text: str, piece: _Piece, lead: str) -> bool:
    """'the July meeting', 'his 2015 letter': a bare month or year before a noun, after a determiner."""
    core = text[piece.core : piece.end]
    follows = re.compile(r"\s[a-z]").match(text, piece.end) or (piece.name == "year" and re.compile(r"\s\w").match(text, piece.end))
    determiner = re.search(r"(?i)(?:\b(?:the|a|an|its|his|her|their|this|our|my)|['s]s?)\s$", text[max(0, piece.core - 8) : piece.core])
    if determiner:
        return bool(follows)
    if piece.name == "year" or core.rstrip(".").lower() in ("may", "march", "mar", "april", "june", "august", "jan", "dec"):
        return False
    before = _NAME_BEFORE.search(text, max(0, piece.start - 20), piece.start)
    return not before and not _NAME_AFTER.match(text, piece.end) and not core.endswith(".") and bool(lead or follows)
