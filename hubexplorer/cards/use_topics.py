"""What a card should say to whoever wants to use the model: for what, for what not, how well."""

from __future__ import annotations

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topic import Topic, words
from hubexplorer.records import Gravity

_IT = (
    r"(?:it|they|this|(?:the|this|our) (?:\w+ )?(?:model|network|system|adapter|checkpoint"
    r"|weights)s?)"
)
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
    rf"|\b{_IT} (?:\w+ )?(?:tends? to|repeats|forgets|loses|ignores|skips|leaves out|cuts off"
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
    rf"|\b{_IT} (?:often |sometimes |usually )?(?:can(?: ?not|'t)|could not|is (?:not able"
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
# A prohibition, whatever the reason for it.
_FORBIDS = (
    r"\b(?:should|must|may|shall) (?:not|never) be (?:used|relied|trusted|deployed|applied|put|seen"
    r"|taken|treated|considered|fed|given|let)\b"
    rf"|\b{_IT} (?:should|must|may|shall) (?:not|never) (?!exceed|take|contain|need|require"
    rf"|be (?:longer|larger|empty))"
    r"|\b(?:do not|don't|never|avoid|refrain from) (?:us(?:e|ing)|rely(?:ing)?|deploy(?:ing)?"
    r"|apply(?:ing)?"
    r"|trust(?:ing)?|let|base)(?: (?:it|this|them|its|the (?:model|output|results|weights)|for|in"
    r"|as|on|to"
    r"|with|when|where|any))\b(?! (?:repo|library|package|version|tokenizer|flag|branch))"
    r"|\bkeep (?:it|this|the model) (?:out of|away from)\b|\bunder no circumstances\b"
    r"|\bwe (?:strictly |explicitly )?(?:forbid|prohibit|ban|disallow|do not (?:want|allow|permit"
    r"|condone|endorse))\b"
    r"|\b(?:do not|don't|never) base (?:an?|any|your)\b|\bstay away from using\b"
    r"|\byou (?:may|must|shall|should) (?:not|never) use (?:it|this|the (?:model|weights|output))\b"
    r"|^\W*(?:should|must|may) (?:not|never) (?!exceed|take|contain|need|be (?:longer|larger"
    r"|empty))"
    r"|\bnot to be (?:used|relied|deployed|trusted)\b"
    r"|(?<!commercial )(?<!commercially )\b(?:is|are) (?:strictly |expressly |explicitly )?"
    r"(?:forbidden|prohibited|off limits|ruled out|out of bounds|unacceptable)\b"
)
_UNSUITED = (
    r"\bnot (?:been )?(?:intended|meant|designed|made|built) (?:for|to|use|as)\b"
    r"|\bnot (?:suitable|suited|appropriate|fit|recommended|ready|safe|good enough) (?:for|to)\b"
    r"|\bnot (?:approved|certified|cleared|validated) (?:for|as)\b"
    r"|\bit(?:'s| is) not (?:allowed|permitted) to\b"
    r"|\bunsuit(?:ed|able) (?:for|to)\b"
    r"|\b(?:caution|recommend|advise|warn) against\b|\bout[- ]of[- ]scope\b"
    r"|\b(?:is|are) (?:not an?|no) (?:\w+ )?(?:medical|diagnostic|safety) (?:device|product|tool)\b"
    r"|\b(?:is|are) (?:not an?|no) (?:\w+ )?(?:substitute|replacement|tool|basis|means|help) for\b"
    r"|^\W*not for (?!the )\w+"
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
        rf"^(?!.*(?:{_FAILS})).*(?:{_FORBIDS})"
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

INTENDED_USE = Topic(
    kind="intended_use",
    label="Intended use",
    if_absent=Gravity.WARNING,
    titles=words(
        r"^(?!.*\b(?:out[- ]of[- ]scope|not|misuse|never|how)\b)(?:.*\bintended\b"
        r"|.*\btarget groups?\b|(?:for )?whom$"
        r"|(?:fields?|areas?|domains?) of (?:use|application)$|application (?:fields?|areas?"
        r"|domains?)$"
        r"|.*\bdirect use\b(?! for inference)|.*\b(?:target )?audiences?\b|(?:target )?users$"
        r"|.*\bdownstream use\b|.*\buse[- ]cases?\b|uses$|applications?$|.*\bpurposes?\b"
        r"|(?:typical|common|main|usual|primary) uses?$|(?:usage |use )?scenarios$|for$"
        r"|what (?:we use it for|to do with it)$"
        r"|(?:what )?(?:is )?it (?:is )?good for$|(?:.*\bgood|use it) for$|who(?:m)? (?:this"
        r"|it) (?:helps|serves)$"
        r"|(?:tasks|work|what) (?:that )?it suits$|where to use(?: it)?$|jobs?$"
        r"|.*\b(?:recommended|suggested|suitable|permitted|allowed|possible|evaluated|expected)"
        r" (?:uses?|usages?|applications?|tasks)\b|.*\bwhat (?:it is|is it|it's|this is"
        r"|is this)? ?for$"
        r"|.*\bmodel use$|scope$|.*\bwho (?:it is|is it|it's|this is|is this|should use|would use"
        r"|should pick|can use|may use)\b.*"
        r"|(?:good|made|meant|built|best|suited|suitable|useful|ideal|designed|handy|aimed|fit)"
        r" (?:for|to|at|work|uses?|tasks)$|suits$|fit for$|when to use(?: it)?$|serves$"
        r"|.*\bwhat (?:can|could|may|should) (?:i|you|we) (?:use|do)\b"
        r"|you (?:can|may|could) use (?:it|this).*"
        r"|.*\bwhat (?:i|you|we) (?:can|could|may|should) (?:use|do)\b)"
        r"|\bintended\b.*\b(?:and|&|/) (?:out[- ]of[- ]scope|misuse|not intended)"
        + phrases("intended_use", "heading")
    ),
    sentences=words(
        r"(?<!not )(?<!n't )\bintended (?:for|to|use)\b|\b(?:is|are) meant (?:for|to)\b"
        r"|\b(?:is|was|are|were) designed (?:for|to)\b"
        r"|\bcan be used (?:for|to|in|as)\b(?! (?:follows|shown|described|below|above|usual"
        r"|the same"
        r"|this way|the following|python|transformers|combination|conjunction|an? (?:pipeline"
        r"|drop)))"
        r"|(?:^|[.!?] )\W{0,3}(?:meant|suitable|developed|built|made|useful|ideal) (?:as an?|for"
        r"|to) (?!\d)"
        r"|\b(?:its|the) purpose (?:is|of (?:this|the) model)\b|\bprimary (?:use|purpose)\b"
        r"|\b(?:had|have|with) (?:[\w-]+ ){1,4}in mind\b|\b(?:was|were) (?:written|built|made"
        r"|trained) to help\b"
        r"|\b(?:anyone|everybody|researchers|people|teams|students|teachers) .{0,40}\b(?:can"
        r"|may) use it\b"
        rf"|\b{_IT} (?:supports|assists) \w+ (?:in|with|when)\b|\b{_IT} serves (?:as|to)\b"
        r"|\b(?:built|made) (?:it )?so that\b|\b(?:good|natural|perfect) fit for\b"
        rf"|\bwe (?:built|made|designed|trained|wrote|created) {_IT} (?:for|to help)\b(?! (?:\d"
        rf"|an? (?:hour|day)))"
        rf"|\b{_IT} helps?\b(?! (?:you )?(?:install|load))"
        rf"|\b{_IT} (?:is|was) (?:there|built|made|aimed|suited|suitable|useful|ideal|handy|good"
        rf"|best)"
        r" (?:for|to|at|when|in)\b(?! (?:of|from|with|on|by)\b)"
        r"|\bwe (?:foresee|envision|envisage|see|intend|recommend|suggest) (?:its |the |it |using "
        r"|an? )"
        r"(?:\w+ )?(?:use|uses|used|for|as|in)\b|\b(?:target|intended|primary) (?:audience"
        r"|users?)\b"
        r"|(?<!not )(?<!n't )(?<!never )(?<!how to )\buse (?:it|this model) (?:for|to|when|if)\b"
        r"|\bfor (?:researchers|developers|students|teachers|teams|engineers|hobbyists"
        r"|anyone) who\b" + phrases("intended_use", "sentence")
    ),
    denied=words(
        rf"{_FORBIDS}|{_UNSUITED}|\b(?:no|not|never|n't|nobody|no one)\b.{{0,40}}\b(?:written"
        rf"|decided?|defined?|specified"
        r"|specific|particular|stated|determined|thought)\b"
    ),
    is_of_model=True,
)

OUT_OF_SCOPE = Topic(
    kind="out_of_scope",
    label="Out-of-scope use",
    if_absent=Gravity.NOTE,
    titles=words(
        r"\bout[- ]of[- ]scope\b|\b(?:mis|ab)uses?\b|\bnot intended\b|\bnot to do\b|\bnon-?goals\b"
        r"|\b(?:prohibited|forbidden|banned|disallowed|unsuitable|inappropriate|unacceptable"
        r"|unsupported|unsafe|wrong|excluded|unintended|discouraged) (?:uses?|applications?"
        r"|purposes?"
        r"|tasks)\b"
        r"|\bwhat (?:it is|it's|is it|this is|is this) not\b|\bwhen not to\b|^no[- ]?go(?:e?s|'s)?$"
        r"|^unacceptable$|\bhands off\b|^no$|\buses (?:we|that we) do not\b|\bnot be used\b"
        r"|\blimits of use\b|^never$|\bdo(?:n't|n’t"
        r"| not)(?: use\b|$)|\bwhere not to\b"
        r"|\bnot (?:for|suited|suitable|allowed|permitted|recommended|meant)\b|\bdoes not suit\b"
        r"|\bwhat (?:should|must|may|can) (?:i|you|we) not\b|\b(?:i|you|we) (?:should|must"
        r"|may) not\b"
        r"|^(?:forbidden|prohibited|banned)$|^bad (?:for|uses?|fit)$|^don[o'’]?ts?$|^do not$"
        r"|^(?:please )?avoid$|\bred lines?\b"
        r"|\bkeep (?:it )?away from\b|\boff[- ]limits\b|\bunsuited\b"
        + phrases("out_of_scope", "heading")
    ),
    sentences=words(f"{_UNSUITED}|{_FORBIDS}{phrases('out_of_scope', 'sentence')}"),
    needs_if_shared=words(
        r"\bnot\b|n't\b|\bout[- ]of[- ]scope\b|\bmisuse|\bprohibit|\bforbid|\bavoid|\bnever\b"
        r"|\bagainst\b|\bviolat"
    ),
    is_of_model=True,
)
