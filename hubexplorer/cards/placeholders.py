"""Words in a card that say nothing: what a template left behind."""

from __future__ import annotations

import re

_FILLED_IN_BY_NOBODY = re.compile(
    r"\[\s*(?:more information needed|more info needed|needs more information|optional|todo|tbd"
    r"|to be (?:added|completed|determined|written))\s*\]"
    r"|\{\{[^}]{0,500}\}\}|\{%[^%]{0,500}%\}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:more |further )?(?:information|info|details)"
    r" (?:is |are )?(?:needed|required|missing|coming(?: soon)?|to (?:come|follow|be added))"
    r"|needs? more information|no information(?: (?:given|available|provided))?"
    r"|(?:to be|will be)"
    r" (?:added|announced|completed|decided|determined|done|filled|updated|written)"
    r"(?: (?:in|later|soon)| by (?:the )?(?:authors?|us|me|you)\b.{0,160})?"
    r"|(?:coming|more) soon|(?:todo|tbd|tba|wip|fixme|n/?a|none(?: known)?|unknown|nothing|null)"
    r"|optional"
    r"|no known (?:limitations?|issues?|bias(?:es)?|problems?)"
    r"|work in progress|not (?:yet )?(?:available|applicable|specified|stated|documented"
    r"|provided|known|assessed|examined|evaluated|measured|reported|disclosed|public)"
    r"|private|confidential|proprietary|undisclosed|pending|to ?do|forthcoming|[?.…_x-]+"
    r"|(?:yet|still|remains?) to be \w+|(?:we have |i have )?not (?:yet )?(?:been )?(?:looked into"
    r"|studied"
    r"|tested|checked|analy[sz]ed|investigated|decided|defined|determined|told|said"
    r"|written)(?: yet)?"
    r"|(?:to )?(?:fill(?: in)?|complete|add|write|document)|to be \w+(?:ed|en|ne)"
    r"|none (?:that we know of|known to us)"
    r"|(?:this|the) (?:section|part|card|page)\b.{0,60}\b(?:needs?|empty|missing|incomplete"
    r"|under construction"
    r"|in progress|will be|to be)\b.{0,60}|(?:we are |i am )?(?:still )?working on .{0,60}"
    r"|please fill.{0,60}"
    r"|(?:this|that|these|it|they) (?:has|have|was|were|is|are) (?:not"
    r"|never) (?:yet )?(?:been )?(?:looked into"
    r"|studied|tested|checked|analy[sz]ed|investigated|assessed|evaluated|measured"
    r"|examined)(?: yet)?"
    r"|none (?:given|stated|provided|reported|yet|so far)|nothing (?:yet|here|known|to report)"
    r"|(?:please )?(?:add|describe|fill in|insert|write)\b.{0,80}\bhere"
    r"|lorem ipsum.*"
)
_BOILERPLATE = re.compile(
    r"should (?:be (?:made )?aware of|be informed (?:of|about)|know(?: of| about)?|understand)"
    r" (?:the|its) risks,? bias(?:es)?,? and (?:technical )?limitations"
    r"|more information (?:is )?needed for further recommendations"
    r"|this model card (?:has been|was) (?:automatically )?generated"
    r"|carbon emissions can be estimated using"
    r"|you should probably proofread and complete it",
    re.IGNORECASE,
)
# Said of every model, or of none.
_COURTESY = re.compile(
    r"(?:please )?(?:use|handle|treat) (?:it |this model |the model |them )?(?:responsibly|with"
    r" care"
    r"|with caution|wisely|at your own risk)"
    r"|(?:it is |the model is |this model is )?(?:provided|offered|released) (?:\W?as["
    r" -]is\W?)(?:,? with(?:out| no)"
    r" (?:any )?(?:warrant\w+|guarantees?).{0,60})?"
    r"|(?:like|as with) (?:any|every|all) (?:\w+ ){0,3}models?,? (?:it|this (?:one|model)|the"
    r" model)"
    r" (?:has|comes with) (?:its |some )?(?:limits|limitations|flaws|weaknesses)"
    r"|(?:no|not every|every) (?:\w+ )?model (?:is (?:perfect|flawless)|has (?:its )?(?:limits"
    r"|limitations|flaws))"
    r"(?:,? (?:and|but) .{0,60})?"
    r"|your mileage may vary|results may vary|(?:feedback|contributions|issues|pull requests)"
    r"(?: (?:is|are))? (?:always )?welcome.{0,40}"
    r"|(?:please )?(?:report|open|file|let us know|tell us|contact us).{0,100}"
    r"|(?:any )?(?:limitations?|risks?) (?:of|are) .{0,30}\bresponsibility of the user"
    r"|(?:more )?(?:testing|evaluation|research) (?:is )?needed|(?:we|i) (?:are|am) not"
    r" responsible\b.{0,80}"
)
_PLACE = (
    r"(?:\b(?:papers?|publications?|articles?|preprints?|reports?|thesis|appendix|blog(?: ?posts?)?"
    r"|cards?|pages?|wiki"
    r"|website|documentation|docs|repository|repo|leaderboard|supplement|release notes|readme"
    r"|here)\b|https?:|\]\()"
)
# What is promised, or said to stand elsewhere, is not said here.
_ELSEWHERE = re.compile(
    r"(?:for .{0,80}, )?(?:please )?(?:see|refer to|consult|cf\.?)\b(?:[^.]|\.(?=\S)){0,200}\.?"
    rf"|(?:please )?(?:check|read|visit|have a look at)\b.{{0,60}}{_PLACE}[^.]{{0,80}}\.?"
    rf"|(?:[^.,]{{0,60}}\b(?:is|are|can be|was|were|have been|has been) )?(?:described|documented"
    rf"|listed|discussed"
    r"|given|found|reported|explained|detailed|published|available|shown) (?:\w+ )?(?:in|on|at"
    r"|by)\b"
    rf".{{0,40}}{_PLACE}.{{0,120}}"
    rf"|(?:the )?same as (?:in|for|of|those)\b[^.]{{0,80}}\.?"
    r"|coming (?:with|in) .{0,40}"
    r"|(?:we|i|they|details|results?|more|further|information|a description|evaluation results)\b"
    r"[^.]{0,60}\bwill (?:be )?"
    r"(?:describe|publish|follow|release|document|report|share|provide|add)[^.]{0,60}\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d")
# A line that is one pair of brackets is a blank of some template, in whatever language.
_BLANK = re.compile(
    r"\W*\[[^\[\]]{2,300}\]\W*(?<!\()|\W*(?:to ?do|tba|tbd|fixme)\b.{0,300}", re.IGNORECASE
)
_UNTICKED = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\[ \]\s.*")
# "More information needed", "to be done", "not looked into", in other languages.
_IN_OTHER_WORDS = re.compile(
    r"(?:se necesita |es |falta )?(?:más|mas) información.*|pendiente.*|por (?:completar|definir"
    r"|determinar)"
    r"|(?:sin|no hay) (?:información|datos|evaluar|estudiar).*|no (?:se ha )?(?:evaluado|estudiado"
    r"|medido).*"
    r"|mais informaç(?:ões|ão).*|a (?:completar|definir|preencher|determinar)|não (?:foi |foram )?"
    r"(?:avaliad|estudad|medid|informad|divulgad)\w*"
    r"|(?:plus|davantage) d.informations?.*|à (?:compléter|définir|venir|remplir|déterminer)"
    r"|non (?:évalu|étudi|mesur|document|renseign|communiqu)é\w*|aucune? (?:information|donnée"
    r"|étude|évaluation).*"
    r"|(?:weitere|mehr) informationen.*|noch (?:offen|nicht|auszufüllen|zu).*|folgt(?: noch)?"
    r"|wird nachgereicht"
    r"|nicht (?:bekannt|untersucht|gemessen|geprüft|ausgewertet|angegeben|dokumentiert|bewertet)"
    r"|keine(?: bekannt| angaben?)?"
    r"|nessun[oa]?(?: not[oai])?|nenhum\w?(?: conhecid\w)?|ningun[oa](?: conocid\w)?"
    r"|aucune? connue?"
    r"|ulteriori informazioni.*|da (?:completare|definire|compilare)|non (?:valutat|studiat"
    r"|misurat)\w*"
    r"|meer informatie.*|nog (?:niet|in te vullen).*|niet (?:onderzocht|bekend|gemeten)"
    r"|potrzeb\w+ więcej informacji|do uzupełnienia|brak (?:danych|informacji)|nie (?:badano"
    r"|zbadano|oceniano)"
    r"|требуется дополнительная информация|будет добавлено|нет данных|не (?:изучал|оценивал"
    r"|исследовал|измерял)\w*"
    r"|daha fazla bilgi gerekli|eklenecek|mer information behövs|informasi lebih lanjut.*|belum \w+"
    r"|需要更多信息|待补充|待完善|待定|暂无|未评估|未测试|未知|敬请期待|待補充|追加予定|準備中|未評価|未定|未検証|なし|不明"
    r"|追加情報.*|추가 예정|미정|미평가|추가 정보.*|없음"
    r"|مطلوب مزيد من المعلومات|مزيد من المعلومات.*|قيد الإعداد"
    r"|غير متوفر|لم (?:يتم )?(?:تقييم|دراسة|يدرس|يقيم).*"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_EDGES = " \t.,:;!?()[]{}<>*_`'\"-–—/|>#+~"


def is_placeholder(text: str) -> bool:
    """Whether a line holds no statement: nothing, an unfilled blank, or a template's sentence."""
    rest = _FILLED_IN_BY_NOBODY.sub(" ", text)
    if not _WORD.search(rest):
        return True
    if _BOILERPLATE.search(rest):
        return all(map(_says_nothing, _SENTENCE_END.split(rest)))
    if _BLANK.fullmatch(text) or _UNTICKED.fullmatch(text):
        return True
    return _says_nothing(rest)


def _says_nothing(sentence: str) -> bool:
    words = " ".join(sentence.split()).strip(_EDGES)
    return bool(
        not words
        or _BOILERPLATE.search(words)
        or _COURTESY.fullmatch(words.lower())
        or _NOTHING.fullmatch(words.lower())
        or _IN_OTHER_WORDS.fullmatch(words.lower())
        or _ELSEWHERE.fullmatch(words)
    )
