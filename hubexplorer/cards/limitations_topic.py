"""What a card should say of what its model does badly."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.cards.use_topics import FORBIDS, IT
from hubexplorer.records import Gravity

_OFTEN = r"(?:often |sometimes |usually |easily |mostly |frequently |always |regularly )?"

_WRONG = (
    r"(?:wrong|mangled|garbled|blurred|blurry|grainy|noisy|distorted|swapped|ignored|lost|skipped"
    r"|unnoticed|unrecogni[sz]ed|undetected|underdiagnosed|incomplete|useless|meaningless|nonsense"
    r"|incoherent|inconsistent|unreliable|inaccurate|made up|invented|hallucinated|guessed|broken)"
)
# What a model does badly, in words that are seldom used of anything else.
_FAILS = (
    r"\bstruggles? (?:with|on|to|in|when)\b|\bfail(?:s|ed)? (?:on|to|when|for|in|at|with|if)\b"
    r"|\bstumbles? (?:over|on|at)\b|\bwill (?:mis|fail)\w*|\bmay (?:fail|misread|misclassify"
    r"|miss)\b"
    r"|\b(?:overlooks|misreads|misses|confuses|confounds|mistakes|hallucinates|invents|fabricates"
    r"|makes up|mixes up|overestimates|underestimates|miscounts|mislabels|misclassifies|misspells"
    r"|mistranslates|mispronounces)\b"
    rf"|\b(?:is|are|gets?|was|were) {_OFTEN}(?:missed|overlooked|confused|misread|misclassified"
    r"|mistaken|mislabell?ed|mistranslated|mispronounced|misheard|garbled|made up|invented"
    r"|hallucinated|distorted|thrown off|fooled)\b"
    rf"|\b(?:is|are|gets?|goe?s?|comes?|turns?|remains?|stays?|looks?)(?: out"
    rf"| back)? {_OFTEN}{_WRONG}\b"
    rf"|\b{IT} (?:\w+ )?(?:tends? to|repeats|forgets|loses|ignores|skips|leaves out|cuts off"
    rf"|drifts|errs"
    r"|gives up|guesses|sometimes|occasionally|at times|takes [\w ]{2,30} for|reads [\w ]{2,30} as"
    r"|(?:is|are) (?:\w+ )?(?:blind|deaf|weak|bad|poor|sensitive|prone|brittle|fragile|unaware"
    r"|biased)\b"
    r"|knows (?:nothing|no|little)|has (?:never seen|no (?:notion|knowledge|idea|memory|concept"
    r"|sense)"
    r"|seen (?:few|little|no|hardly)))\b"
    r"|\bexpect (?:\w+ )?(?:garbage|errors|noise|nonsense|mistakes|failures|hallucinations)\b"
    r"|\b(?:be aware|beware|keep in mind|note) (?:that|of)\b.{0,100}\b(?:not|wrong|errors?|mistakes"
    r"|leave out"
    r"|fail|invent|poor|cannot|worse)\b"
    r"|\b(?:performs?|works?|does|do) (?:poorly|badly|worse|less well)\b"
    r"|\b(?:unreliable|inaccurate|error[- ]prone|prone to (?:error|hallucinat|mistak)\w*)\b"
    r"|\bhas (?:\w+ )?(?:trouble|difficult(?:y|ies)|problems) (?:with|in|on)?\b"
    r"|\b(?:close to|no better than|little better than|almost at|nearly at) (?:chance|random)\b"
    r"|\b(?:accuracy|quality|performance|recall|precision|error|results?)s? (?:\w+ ){0,3}"
    r"(?:drops?|falls|suffers?|degrades?|declines?|deteriorates?|sinks|worsens?)\b"
)
_NOT_ABLE = (
    r"\bdoes(?: not|n't) (?:work|perform|generali[sz]e|handle|support|recogni[sz]e|understand|know"
    r"|see|read|detect|cover|find|follow|hear|translate|transcribe|separate|distinguish) ?\w*"
    rf"|\b{IT} (?:often |sometimes |usually )?(?:can(?: ?not|'t)|could not|is (?:not able"
    rf"|unable) to)"
    r"(?! (?:be (?:used|held|sold|liable)|guarantee))"
    r"|\b(?:is|are) not (?:read|recogni[sz]ed|detected|found|split|covered|handled|understood"
    r"|translated|transcribed|segmented|resolved|seen|separated|heard)\b"
    r"|\bnot (?:very |always |yet |fully )?(?:reliable|robust|accurate)\b"
)
_LIMITED = (
    r"\b(?:main|known|key|important|current|some|several|its|following) limitations?\b"
    r"|\blimitations? (?:of (?:it|(?:this|the|our) (?:model|network))|is|are|include)\b"
    r"|\b(?:model|it|performance|coverage|vocabulary|accuracy|quality|knowledge|support)"
    r" (?:is|are) limited (?:to|by|in)\b"
    r"|\blimited (?:accuracy|performance|quality|knowledge|ability|abilities|understanding)\b"
    r"|\bmay (?:produce|generate|give|return|contain) (?:\w+ )?(?:incorrect|wrong|inaccurate|false)"
    r"|\b(?:returns?|returned|gives?|gave|yields?|produces?|writes?|prints?) (?:\w+ )?"
    r"(?:broken|wrong|false|incorrect|garbled|nonsens\w+|made-up|empty|meaningless)\b"
    r"|\bcomes? out as\b|\b(?:beyond|too much for) (?:it|the model)\b|\bout of (?:its )?(?:reach"
    r"|depth)\b"
    r"|\bknowledge (?:ends|stops|cut-?off)\b|\bover-?confident\b|\bdo not expect (?:it|the model)\b"
    r"|\b(?:is|are|may be) (?:often |sometimes )?taken for\b|\bmostly wrong(?:ly)?\b"
    r"|\bmay be (?:offensive|wrong"
    r"|harmful|incorrect|inaccurate)\b|\b(?:read|described|labell?ed|translated|answered"
    r"|recogni[sz]ed)"
    r" (?:wrongly|incorrectly)\b"
    r"|\bbreaks down (?:on|with|in|when|at)\b|\bbadly (?:on|with|in|for)\b|\b(?:not (?:very )?good"
    r"|bad|weak|poor) at\b"
    r"|\b(?:much|far|clearly|noticeably|considerably) (?:lower|worse|weaker|poorer) (?:for|on|in"
    r"|with|at)\b"
    r"|\btrips (?:it|the model)\b|\b(?:hard|difficult) for (?:it|the model)\b|\bmay contradict\b"
    r"|\bleads? to (?:wrong|false|poor|incorrect)\b|\bthat (?:are|is) not there\b"
    r"|\b(?:arbitrary|random) (?:labels?|answers?|outputs?)\b"
    r"|\bcomes? as a surprise\b|\bshould be (?:expected|double-checked)\b.{0,60}\berrors?\b"
)
LIMITATIONS = Topic(
    kind="limitations",
    label="Limitations",
    if_absent=Gravity.WARNING,
    titles=words(
        r"\blimitations?\b|\bcaveats?\b|\bshort-?comings?\b|\bweakness(?:es)?\b|\bpitfalls?\b"
        r"|\b(?:known|open) (?:issues|problems|bugs|failures|gaps|errors|quirks|flaws|failings)\b"
        r"|\bfailure (?:modes?|cases?)\b|\bfailings\b|\bblind spots?\b|\bgotchas?\b"
        r"|\bdraw-?backs?\b"
        r"|\bdownsides?\b|\bquirks\b|\bflaws\b|\brough edges\b|\bhard cases\b|\btrouble spots?\b"
        r"|\b(?:typical|common|frequent|observed|usual) (?:errors|mistakes|failures|problems)\b"
        r"|\bweak(?:er)? (?:spots?|points?|sides?|areas?|when|at|in|on|with|for)\b"
        r"|\b(?:bad|poor|worse|not (?:so |very )?good) at\b|\bdoes (?:badly|poorly)\b"
        r"|\b(?:it|the model) (?:gets wrong|goes astray|goes wrong|makes mistakes)\b"
        r"|\bmistakes (?:it|the model) makes\b|^not covered$|^(?:what is |what's )?missing$"
        r"|\bsore points?\b"
        r"|\broom for improvement\b|^do not expect\b|\bout of its (?:depth|reach)\b|^failures?$"
        r"|\bcould go wrong\b|\bdoes it fail\b|\bodd inputs\b"
        r"|\bnot its (?:strengths?|forte|strong)\b|\brough spots\b|\btraps\b|\bachilles\b"
        r"|\bfailure analysis\b|^cannot(?: do)?$|^can't(?: do)?$|^(?:limits|boundaries) of (?:it"
        r"|the model)$"
        r"|^(?:fails|breaks|struggles|stumbles|errs|trips|falters)(?: (?:on|at|in|over|with"
        r"|when))?$"
        r"|\b(?:where|when|what|how) (?:it|this|the model|this model) (?:\w+ )?(?:fails?|struggles"
        r"|breaks|stumbles|errs|falters|falls short|gets wrong|lets you down|goes wrong|cannot"
        r"|can(?:'t|’t| not)|does(?: not|n't|n’t)|misses|trips|is (?:weak|wrong|bad))\b"
        r"|\bwhat (?:goes|can go|may go|went) wrong\b|^(?:known |potential )?risks?$"
        + phrases("limitations", "heading")
    ),
    wide_titles=words(
        r"^(?:(?:fine|small) print|dark side|heads[- ]?up|good to know|(?:please |side)?notes?"
        r"|please note|remarks?|important"
        r"|(?:pre)?cautions?|warnings?|beware|watch (?:out|your step)(?: for)?|attention"
        r"|disclaimers?|issues"
        r"|what (?:to|you can|can you) expect|(?:\w+ )?restrictions?(?: in \w+)?|problems|errors"
        r"|mistakes|challenges|difficulties|gaps|constraints|boundaries|limits|observations"
        r"|comments"
        r"|considerations|robustness|reliability|hallucinations?|things to (?:know|watch|note).*"
        r"|(?:keep|bear) in mind|before you (?:use|start).*|read (?:this )?first)$"
    ),
    sentences=words(f"{_LIMITED}|{_FAILS}|{_NOT_ABLE}{phrases('limitations', 'sentence')}"),
    needs_if_shared=words(
        r"\blimit|\bnot\b|n't\b|\bcannot\b|\bmay\b|\bmight\b|\bfail|\bonly\b|\bhowever\b|\bpoor"
        r"|\bworse\b|\berror|\bincorrect|\bstruggl|\brisk|\black(?:s|ing)?\b|\bunreliable|\bwrong"
        r"|\bnever\b|\bno\b|\bbroken?\b|\bmiss(?:es|ed)\b|\bconfus|\blost\b|\bguess|\binvent"
    ),
    needs_if_wide=words(
        rf"{_LIMITED}|{_FAILS}|{_NOT_ABLE}"
        r"|\b(?:is|are) not (?!(?:yet |currently |part )?(?:an?|the|for|to|in|on|of|our|intended"
        r"|meant"
        r"|suit|affiliat|includ|need|requir|necessary|releas|publish|provid|avail|maintain|endors"
        r"|responsib|updat|support|only|just|licen|gated|open)\w*)\w+"
        r"|\b(?:has|have) no (?!(?:license|affiliation|effect))\w+|\bnever\b(?! (?:use|share|commit"
        r"|run))"
        r"|\bworse\b|\bwrong|\bpoor(?:ly)?\b|\berrors? (?:in|on|when|with|for)\b|\bguess|\blost\b"
        r"|\bshifts?\b|\bcomes? out as\b|\bless (?:accura|reliab|certain|well|good)"
        r"|\bbreaks? (?!down)"
        r"|\bblur|\bdrifts?\b|\bincorrect|\bbroken (?!out)|\bunreliable"
    ),
    denied=words(
        rf"^(?!.*(?:{_FAILS})).*(?:{FORBIDS})"
        r"|\b(?:no|not aware of any|unaware of any|without) (?:\w+ )?"
        r"(?:limitations?|issues|problems|weakness(?:es)?|restrictions?|shortcomings)\b"
        r"|\blimitations? of (?:the |those |that |these |other |earlier |previous )+"
        r"(?!model|network|weights)|\bno known\b|\bno (?:limit|restriction)"
        r"|^\W*(?:none|nothing)\b|\b(?:know|aware) of (?:none|no|nothing)\b"
        r"|\bnot (?:yet )?(?:been )?(?:looked|studied|examined|assessed|documented|explored"
        r"|investigated"
        r"|measured|analy[sz]ed|evaluated|collected|listed|written)\b.{0,40}\b(?:limitations?"
        r"|weaknesses"
        r"|failures|this|them|yet|so far)\b|^\W*the (?:base|original|teacher|parent) (?:model"
        r"|network)\b"
        r"|\bnobody has\b|\bwe (?:removed|corrected|dropped|filtered|fixed|excluded)\b"
        r"|\bannotators\b"
        r"|\b(?:never|rarely|seldom|no longer|hardly ever) (?:drops?|falls?|fails?|stumbles?|misses"
        r"|confuses)\b"
    ),
    is_of_model=True,
)
