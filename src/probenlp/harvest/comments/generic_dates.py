"""Dates as any site may show them: enough to tell that a short line is one, never to compute it.

Month names are those of the CLDR (https://cldr.unicode.org) for the languages of most European
sites; relative times are told by their shape, a number and a unit of time with a word for "ago".
"""

import re
from typing import Final

_MONTHS: Final = (
    "jan(?:uary|uar|vier|eiro|uari|uarie|uár)?|jän(?:ner)?|gen(?:naio)?|ene(?:ro)?|ocak|styczeń|"
    "stycznia|leden|ledna|feb(?:ruary|ruar|brero|braio|ruari|ruarie|ruár)?|févr?(?:ier)?|"
    "fev(?:ereiro)?|şubat|luty|lutego|únor|února|mar(?:ch|s|zo|ço|t|tie|ca)?|märz?|mrz|mart|maart|"
    "mrt|mars|marzec|březen|března|márc(?:ius)?|apr(?:il|ile|ilie|ilis)?|avr(?:il)?|abr(?:il)?|"
    "nisan|kwiecień|kwietnia|duben|dubna|ápr(?:ilis)?|may|mai|mayo|maggio|maio|mag|mei|maj|maja|"
    "mayıs|květen|května|máj(?:us)?|jun[ei]?|juin|giu(?:gno)?|junho|haziran|czerwiec|czerwca|"
    "červen|června|jún(?:ius)?|jul[iy]?|juil(?:let)?|julio|lug(?:lio)?|julho|temmuz|lipiec|lipca|"
    "červenec|července|júl(?:ius)?|aug(?:ust|ustus|usti|usztus)?|août|ago(?:sto)?|ağustos|sierpień|"
    "sierpnia|srpen|srpna|sept?(?:ember|embre|embrie|tember)?|septiembre|set(?:tembre|embro)?|"
    "szept(?:ember)?|eylül|wrzesień|września|září|okt(?:ober|óber)?|oct(?:ober|obre|ubre|ombrie)?|"
    "ott(?:obre)?|out(?:ubro)?|ekim|październik|października|říjen|října|nov(?:ember|embre|iembre|"
    "embro|embrie)?|kasım|listopad|listopadu|listopada|dec(?:ember|embrie)?|déc(?:embre)?|"
    "dez(?:ember|embro)?|dic(?:iembre|embre)?|des(?:ember)?|aralık|grudzień|grudnia|prosinec|"
    "prosince|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    "ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|"
    "οκτωβρίου|νοεμβρίου|δεκεμβρίου"
)
_MONTH: Final = rf"(?:{_MONTHS})(?:kuuta)?\b\.?"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR: Final = r"(?:19|20)\d\d"
_CLOCK: Final = (
    r"\d{1,2}(?:[:.h]|\s:\s)\d{2}(?::\d{2})?(?:\s?(?:uhr|h\b|[ap]\.?\s?m\b\.?))?"
    r"(?:\s?(?:utc|gmt|[a-z]{2,3}t)\b)?"
)
_DAY: Final = (
    rf"{_YEAR}-\d\d?-\d\d?|{_YEAR}[./]\s?\d{{1,2}}[./]\s?\d{{1,2}}\b"
    rf"|\b\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:{_YEAR}|\d\d)\b"
    rf"|\b\d{{1,2}}{_ORDINAL},?(?:\s+(?:de|of|d'))?[\s\-]+{_MONTH}"
    rf"(?:,?(?:\s+(?:de|del|of))?[\s\-]*,?\s*{_YEAR})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}{_ORDINAL}\b(?:,?\s+{_YEAR})?"
    rf"|{_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
)
_UNIT: Final = (
    r"(?:s|sec|second|seconde|sekunde|segundo|secondo|sekund|min|mins|minute|minuto|minuut|minut|"
    r"hour|hr|hrs|stunde|heure|hora|ora|ore|uur|timme|time|godzin|hodin|day|tag|tage|tagen|jour|"
    r"día|dia|giorno|giorni|dag|dagen|dage|dni|week|woche|semaine|semana|settimana|settimane|"
    r"weken|vecka|uke|month|monat|mois|mes|mese|mesi|maand|månad|måned|miesiąc|year|yr|jahr|an|"
    r"année|año|ano|anno|anni|jaar|år|rok|lat|saat|gün|hafta|ay|yıl|dakika|h|d|w|mo|y|m|"
    r"секунд|минут|час|день|дн|недел|месяц|год|лет)"
)
_RELATIVE: Final = (
    rf"\b(?:\d{{1,4}}|an?|one|ein|eine[mnr]?|un|une|una|uno|um|uma|een|en|ett)\+?\s?{_UNIT}\w{{0,8}}"
    r"(?:,?\s(?:and\s)?\d{1,2}\s?\w{1,8})?\s+"
    r"(?:ago|geleden|fa|atrás|sedan|siden|temu|önce|назад|тому|sitten)\b"
    rf"|\b(?:vor|il y a|hace|há|fa|před|acum)\s+(?:\w{{1,6}}\s)?(?:\d{{1,4}}|\w{{1,6}})\s"
    rf"{_UNIT}\w{{0,8}}"
    r"|\d{1,3}\s?(?:秒|分|分钟|時間|小时|小時|日|天|週間|周|か月|个月|年)[鐘钟]?前"
    r"|\b(?:just now|yesterday|gestern|heute|hier|ayer|hoy|ieri|oggi|ontem|gisteren|vandaag|igår|"
    r"idag|wczoraj|вчера|сегодня)\b(?=\s*(?:$|,|at\b|um\b|à\b|a las\b|alle\b|om\b|\d))"
)
_DATE = re.compile(
    rf"(?:(?:{_DAY})(?:[\s,|·•@–-]{{1,4}}(?:at|um|à|a las|alle|às|om|kl|o|в|to|klo|ore|saat)?\.?\s*"
    rf"{_CLOCK})?|(?:{_CLOCK})[\s,|·•@–-]{{1,4}}(?:on|am|le|el|il|op|den)?\s*(?:{_DAY})"
    rf"|(?:{_RELATIVE})(?:[\s,]{{1,3}}(?:at|um|à|a las|alle|om)?\s*{_CLOCK})?)",
    re.IGNORECASE,
)
# Nearly all short lines of a page hold neither: they are told apart before the long pattern runs.
_HINT = re.compile(
    r"\b(?:ago|vor|il y a|hace|há|fa|atrás|geleden|sedan|siden|önce|now|yesterday|gestern|heute|"
    r"hier|ayer|hoy|ieri|oggi|ontem|gisteren|vandaag|igår|idag|wczoraj|вчера|сегодня|назад)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_LONGEST_WORDS: Final = 60  # characters, blanks counted, of a date without a figure
_LONE_CLOCK = re.compile(rf"{_CLOCK}", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(
    r"(?:^|(?<=[\s|·•–(-]))(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|sonnabend|lun|mar|mer|jeu|ven|sam|dim|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"mié|jue|vie|sáb|dom|lunes|martes|miércoles|jueves|viernes|sábado|domingo|gio|sab|"
    r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)"
    r"(?:-feira)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag|"
    r"(?:man|tirs|lør|søn)dag|ma|wo|vr|za|zo|pn|wt|śr|czw|pt|nd|пн|вт|ср|чт|пт|сб|вс)"
    r"\.?,?\s+(?:den\s+|the\s+|le\s+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:[\s,|·•@–(-]|\b(?:on|at|am|um|le|el|il|op|den|says|said|wrote|posted|schrieb|sagt)\b)+$",
    re.IGNORECASE,
)
LONGEST_DATE: Final = 100
"""Code points of a line in which a date is looked for: longer ones are prose."""


def hints_at_date(text: str) -> bool:
    """Tell whether a text has a figure or a word without which no date is written."""
    if _FIGURE.search(text):
        return True
    return len(text) <= _LONGEST_WORDS and _HINT.search(text) is not None


def find_date(words: str) -> tuple[int, int] | None:
    """Find a date or a relative time in a short line.

    Parameters
    ----------
    words : str
        On one line, single blanks.

    Returns
    -------
    tuple of int or None
        Where it stands, half-open, in code points. A clock time counts only alone in its line; a
        month with a year alone ("Member since May 2009") never.

    Examples
    --------
    >>> [find_date(words) for words in ("vor 3 Stunden", "May 2009", "21:05", "Ann at 21:05")]
    [(0, 13), None, (0, 5), None]
    >>> line = "Ada Fenwick on 14 May 2023 at 10:12 said:"
    >>> line[slice(*find_date(line))]
    '14 May 2023 at 10:12'
    """
    if not 2 <= len(words) <= LONGEST_DATE or not hints_at_date(words):
        return None
    if found := _DATE.search(words):
        return found.span()
    alone = _LONE_CLOCK.fullmatch(words)
    return alone.span() if alone else None


def is_mostly_date(words: str) -> bool:
    """Tell whether a line is a date and little else ("Posted on Monday, 4 May 2023 at 10:12").

    Examples
    --------
    >>> is_mostly_date("Posted on Monday, 4 May 2023"), is_mostly_date("Opened 4 May 2023 by Ann")
    (True, False)
    """
    place = find_date(words)
    if place is None:
        return False
    before, after = words[: place[0]], words[place[1] :]
    others = re.findall(r"[^\W\d_]+", before) + re.findall(r"[^\W\d_]+", after)
    return len(others) <= 3 and len(re.findall(r"[^\W\d_]+", after)) <= 1


def rest_of_line(words: str) -> str:
    """Give what stands before the date in a line, without the words that join them.

    Examples
    --------
    >>> rest_of_line("Ada Fenwick on Monday, 14 May 2023 said:"), rest_of_line("14 May 2023")
    ('Ada Fenwick', '')
    """
    place = find_date(words)
    before = words[: place[0]] if place else words
    before = _WEEKDAY_BEFORE.sub("", before)
    return _JOINED.sub("", before).strip()
