import { patterns, phrases, words } from './lists.ts'
import type { SpeechPhrases } from './phrases.ts'

export const english: SpeechPhrases = {
  sounds: words('um umm uh uhm uhh er erm hmm hm mm mmm mhm ah eh'),
  asides: phrases(
    "you know | you know what i mean | i mean | like | sort of | kind of | right | okay | well | let's say | you see | if you will | so to speak | or whatever | or something | and so on | basically | obviously | actually | honestly | literally | i guess | again | yeah",
  ),
  softeners: phrases('sort of | kind of | kinda | sorta'),
  softenersAfter: words(
    "is are was were be been am i'm it's that's you're we're they're he's she's there's i you we they it he she just really also to can could would will should do does did don't doesn't didn't and but so which has have had can't you've we've i've they've",
  ),
  emptyWords: [
    String.raw`(?<=\b(?:of|with|for|about|from|into|because) )like (?=(?!this|that|it|me|us|him|her|them|so)\p{L})`,
  ],
  tags: phrases(
    'right | okay | ok | you know | yeah | correct | you know what i mean | does that make sense | make sense | if that makes sense | huh',
  ),
  openers: phrases(
    'okay | ok | yeah | yep | yup | oh | ah | and so | and then so | so yeah | but yeah | and yeah | and | so | anyway | anyways | hey',
  ),
  commaOpeners: phrases(
    "now | like | look | listen | see | again | actually | honestly | obviously | of course | first of all | in fact | then | also | good question | great question | or | for sure | clearly | essentially | likewise | similarly | finally | next | moving on | as i said | like i said | to recap | to summarize | in summary | to be clear | to be fair | as i mentioned | as you know | as we said | i guess | all right | alright | well | right | sure | exactly | absolutely | definitely | cool | great | basically | plus | you know | i mean | let's see | yes | so basically",
  ),
  contrastOpeners: phrases('but then | but | no, | however, | still, | yet | though,'),
  guardedOpeners: ['so'],
  openerGuards: phrases(
    'far | much | many | long | called | little | few | on | forth | as to | to speak | away',
  ),
  conjunctions: words('and but so because which or although though while where when if'),
  doubles: words('had that is do no bye can will'),
  backchannels: phrases(
    "yeah | yes | no | right | okay | ok | sure | exactly | absolutely | definitely | totally | of course | correct | that's correct | that is correct | that's right | true | that's true | i agree | cool | great | nice | awesome | wow | interesting | got it | i see | makes sense | that makes sense | fair enough | me too | good point | thanks | thank you | oh | no problem | you know | there you go | i know | good question | great question | yeah exactly | all right | alright | hello | hi | hey | that's it | i don't know | what else | for sure | indeed | perfect | go ahead | that's a good point | that's a great question | that's a good question | why not | never mind",
  ),
  housekeeping: patterns(String.raw`
    \bwelcome (back|to|everyone|everybody|all)\b|^welcome\b
    \bthank(s| you)\b[^.]{0,30}\b(for|everyone|everybody|all|again|to)\b|\bthank (you|everyone)\b[^.]{0,14}$
    \bgood (morning|afternoon|evening)\b|^(hi|hello|hey)\b
    \bhow (are you|is it going|'s it going)|\bhow's (it|everything) going
    \bnice to (meet|see)|\bexcited (you're|to have|that you)\b|\b(anniversary|birthday)\b|\bgreat to (be|have|see)|\bgood to (be|have|see) (here|you)
    \b(happy|glad|excited|pleasure|honou?red|delighted|pleased|thrilled) to (be|have|introduce)\b
    \bbring(ing)? (on|in)\b.{0,20}\btoday\b|\bguests? (on|today)\b|\bas a guest\b|\bhave \w+ on (today|the)\b
    \b(my|his|her) name is\b|\bi'?m your host\b|\byour hosts?\b|\bco-?hosts?\b|\bi am your host\b
    \bjoin(ed|ing) (us|me|by|today)\b|\bjoined (here|today)\b|\bour (first |next |special )?(guests?|speakers?)\b|\bmy guests?\b|\bspecial guest
    \bon (the|this|our|your|my) (show|podcast|program|episode)\b
    \b(this|last|next|previous|prior|earlier|future|today's|another|your|our|whole|the|an?|new) (episodes?|podcasts?|show)\b
    \bpodcast\b.{0,40}\b(about|called|listen)|\blisteners?\b|\bthe listening\b|\bour audience\b|\bfor the audience\b
    \bnext (slide|week|speaker|session)\b|\b(first|last|previous|next|that|another) slide\b
    \bsponsor(s|ed|ing)?\b.{0,20}\b(by|of|today|this)\b|\bsubscribe\b|\bfollow (us|me)\b|\bon twitter\b|\bshow notes\b|\bpatreon\b|\bnewsletter\b
    \blinks? (in|below|to)\b|\bhear me\b|\bmy screen\b|\bmicrophone\b|\b(recording|record) this\b|\bvideo (call|feed)\b|\baudio (quality|issue)
    \b(any|more|other|take|last|have|for|few|your) questions?\b[^,]{0,14}[?.]|\b(good|great|interesting|excellent|next|last|another|final|first) question\b|\b(my|a) (\w+ )?question (is|for)\b
    \bround of applause\b|\bintroduc(e|tion)s?\b.{0,12}\b(yourself|himself|myself|themselves|yourselves|ourselves|me)\b|\bround of introductions\b|\bcan you introduce\b
    \btell us\b|\btell me\b|\babout yourself\b|\bgive us\b|\bwalk us through\b|\bremind (me|us|everyone)\b
    \bsee you\b|\bbye\b|^go ahead\b|\btake a (short |quick |little )?break\b|\bcoffee break\b|\blunch\b|\bwrap(ping)? (it |this |things )?up\b|\brunning out of time\b|\bout of time\b|\bi have \w+ minutes\b
    \bget (us )?started\b|\bdive (in|into|deep)\b|\bmov(e|ing) on\b|\blet's (talk|start|go|jump|dig|do|get|take|hear|see|begin|switch|maybe|just|focus|move|turn|look|quickly|continue|call|say|back)\b|\bjump in\b|\bkick (us|it|things) off\b|^let me\b
    \bslides\b|\btranscri(pt|bed)|\bmeetup\b|\blightning talk\b|\bthis talk\b.{0,10}\bvideo
    \bi'?ll (skip|stop|pass|hand|give (it|you)|let you|throw)\b|\bi will (skip|stop|pass|hand)\b|\bi'm going to (skip|stop|pass)\b
    \bwhat do you think\b|\bdo you want to\b|\bwould you like to\b|\bwant to (add|comment|chime|say)\b|\banything (else|to add)\b|\banyone (else|want|have)\b
    \bi'?m (curious|wondering)\b|\bi wonder\b|\bi was (going|gonna) (to )?(ask|say)\b|\bcan you (tell|explain|talk|describe|elaborate|give|walk|maybe|just|please|speak|share|say|expand)\b|\bcould you (tell|explain|talk|describe|elaborate|give|walk|maybe|just|please|speak|share|say|expand)\b
    ^(slides?|topic|location|video|blog post|paper|date|agenda|transcript|speaker|source|reference|note|editor)s?:
  `),
  chatter: patterns(String.raw`
    \b(we|i)('ve| have)? (just )?(talked|discussed|spoke|covered|mentioned|explained|touched|went over|saw)\b|\b(we|i) should (also |probably |maybe )?(point|mention|talk|say|note)\b|\bhave to explain\b|\bto explain (it|that|this)\b|\b(i|we)('ll| will) explain\b
    \bi (don't|do not|didn't) (really |even |actually )?(know|remember|recall|think i)\b|\bi forget\b|\bnot sure\b|\bi have no idea\b
    \b(as|like) (i|you|we|he|she) (just )?(said|mentioned|say|were saying|was saying|talked|pointed|alluded)\b|\b(you|he|she|they) (said|mentioned|asked|talked)\b|\bi (said|mentioned)\b|\bspeaking of\b
    \b(i'm|i was|it's|you're|he's|she's|they're|we're|was|were|be|are) like\b|\bblah\b|\bstuff like that\b|\bthings like that\b|\band so on\b|\bet cetera\b|\bor (something|whatever)\b
    \bas you can see\b|\bover here\b|\bright here\b|\bon the (left|right|screen|slide|board|top|bottom)\b|\bthis (slide|picture|diagram|chart|graph|figure|line|column)\b|\bup there\b|\byou see here\b
    \b(sorry|funny|joke|joking|kidding|haha|lol|laugh|beer|dude|dawg|man)\b|\bgosh\b|\bmy god\b|\bdamn\b|\bholy\b
    \bwe('ll| will| are going to|'re going to|'re gonna| can)? (come|get|go) (back )?(to|into) (it|that|this|them)\b|\blater on\b|\bi'll (get|come|go|talk|explain|show|describe)\b|\bi will (get|come|go|talk|explain|show|describe|be)\b
    \bthe (thing|point) is\b|\bthat kind of thing\b|\bsomething like\b|\bwhat (do|did) (i|you|they|we) call\b|\bso i was like\b|\byou know what\b|\bi guess\b|\bbunch of stuff\b|\bwhatever\b
    ^i'?m [\w-]+( [\w-]+)?,|\bi work (for|at|on|with|as)\b|\bi('ve| have) been (working|involved|doing|at|in|a)\b|\b(we|i) can (dig|go|talk|get|look|jump) into\b|\bmy background\b|\bi (got|get) (started|into|involved)\b|\bi (started|joined|graduated|studied)\b
    \bthe (left|right|bottom|top|x|y|x-|y-)[- ]?(side|graph|picture|axis|one|corner|line|hand)\b|\bat the (top|bottom) here\b
    \blast (week|month|year|night|time)\b|\byesterday\b|\btoday\b.{0,20}\b(we|i)\b|\bthis (morning|afternoon|evening|week)\b|\bearlier\b|\btomorrow\b
  `),
  pronouns: words(
    "he she it they them him her his its their theirs hers this that these those he's she's it's they're that's this's he'd she'd it'd they'd it'll they'll that'll he'll she'll they've that'd itself themselves",
  ),
  leaning: words(
    "then there also otherwise either neither both another such same here similarly likewise instead thus hence therefore meanwhile again nor however though still yet too else there's here's afterwards besides ones now even",
  ),
  leaningOpenings: patterns(String.raw`
    (?:the|one|another|an) (?:\w+ )?(?:reason|other|others|next|last|same|former|latter|thing|place|only|second|third|trade-?off|argument to|alternative|following|previous|latest)\b|the (?:\w+ )?(?:problem|idea|point|question|challenge|answer|goal|issue|benefit|downside|advantage)(?: \w+)? (?:is|was|being|there|here)\b|the (?:first|last|next|other) (?:two|three|four|few)\b|the (?:first|two|three|four) (?:one|ones|of|are|is|things?)\b
    for (?:example|instance)\b|(?:for|in) the (?:first|second|third|other|former|latter)\b|such as\b|one of (?:them|those|these)\b|at (?:that|this) (?:point|time)|in (?:that|this|which|other)\b|on the other\b|what (?:that|this|it|i|they|he|she|you)\b|by (?:that|this|then|doing)\b|after (?:that|this)\b|because of (?:that|this)\b|sometimes\b|not (?:only|just|really|necessarily|that)\b|more (?:than|or)\b|so\b|same\b|like\b|as (?:a result|such|opposed)\b|you (?:will|can|could|would|may|might)? ?(?:notice|see|remember)\b|my (?:point|question|answer)\b|first of all\b|[a-z']+(?: [a-z']+)? also\b|(?:any|some)thing\b|everything (?:from|else)\b|some (?:are|of|others?)\b|most (?:are|of (?:them|those|these))\b|many (?:are|of (?:them|those|these))\b|no\b|whereas\b|namely\b
  `),
  announcements: patterns(String.raw`
    \b(i am|i'm|we are|we're|i will|i'll|we will|we'll|i want|i wanted|we want|i would like|i'd like|today|this talk|this paper|this week)\b.{0,40}\b(talk|talking|discuss|discussing|discussed|present|presenting|cover|covering|explain|explaining|explore|exploring|speak|speaking|chat|chatting)\b
    \b(this|the|our|my) (talk|paper|article|presentation|topic|proposal|book|project|tool|protocol) (\w+ )?(is|are) (all )?(about|on|going)\b
  `),
  showLeads: patterns(String.raw`
    \b(?:this|today'?s?|our|in this|in today's|on this) (?:\w+ )?(?:episode|show|week|interview|conversation|podcast)\b.{0,40}\b(?:is (?:all )?(?:about|on)|talk(?:ing)?|discuss(?:ing)?|explor(?:e|es|ing)|cover(?:s|ing)?|dig(?:s|ging)?|div(?:e|es|ing)|look(?:s|ing)?|speak(?:ing)?|sit(?:ting)? down|chat(?:ting)?)\b
    \b(?:topic|subject|theme) (?:of|for) (?:\w+ ){0,3}(?:is|will be)\b|^today(?:'s \w+)? is (?:all )?(?:on|about)\b
    ^(?:today|this week),? (?:\w+ ){0,2}we (?:dig|dive|look|explore|discuss|talk|chat|cover|sit)\b
  `),
  guestLeads: patterns(String.raw`
    \b(?:joined|with (?:us|me|you))\b|\b(?:our|my|special|today's) guests?\b|\b(?:talking|speaking|chatting|sitting down|sit down|talk|chat|speak) (?:to|with)\b|\bto (?:introduce|welcome)\b|\b(?:have|having|bring(?:ing)?)\b.{0,50}\b(?:on (?:the |our )?(?:show|podcast|program|episode|today)|here today)\b
  `),
  callings: patterns(String.raw`
    \b(?:founders?|co-?founders?|creators?|co-?creators?|authors?|co-?authors?|ceo|cto|maintainers?|developers?|engineers?|inventors?|head|director|professor|researchers?|contributors?|architects?|lead|chief|designers?|scientists?|manager|president|journalist|editor|writer|teacher|doctor|lawyer|farmer|artist)\b|\bwho(?:'s| is| are| has| works?| runs?| built| wrote| created| founded| leads?)\b|\b(?:works?|working) (?:at|for|on|with)\b
  `),
  pleasantries: patterns(String.raw`
    \bthank(?:s| you)\b|^(?:hi|hello|hey|welcome)\b|\bwelcome (?:back|everyone|everybody|to (?:the|another|yet|this|our|my))\b|\bgood (?:morning|afternoon|evening)\b|\bhow (?:are|is|have) (?:you|it)\b|\b(?:my|his|her) name is\b|\byour hosts?\b|\bco-?hosts?\b|^i'?m [A-Z]
    \bsponsor|\bsubscrib|\bpatreon\b|\bnewsletter\b|\bshow notes\b|\bfollow (?:us|me)\b|\blisteners?\b|\blistening\b|\btranscri|\bslides?\b|\bmicrophone\b|\brecord(?:ed|ing)?\b|\bfeel free\b|\btell (?:us|me)\b|\bquestions?\b|\bsign up\b|\bdiscount|\bpromo
    \b(?:last|next|previous|another|future|earlier|prior) (?:week|episode|show|time|month|year)\b|\b(?:an?|whole|entire|old) (?:\w+ )?(?:episode|show)\b|\b(?:i|we) (?:was|were) (?:just )?(?:talking|speaking|chatting)\b|\b(?:will|'ll|'m|'re) (?:first|then|later) |^(?:first|then|later|finally)\b|\bwhy don't you\b|\blet me\b|\bcan you\b
  `),
  topicLeads: patterns(String.raw`
    (?<!\b(?:then|first|second|finally|start|end|next)\b.{0,60})\b(?:i|we|today|here|excited|delighted|let)\b.{0,50}\b(?:talk|talking|speak|speaking|chat|chatting) (?:(?!about)\w+ ){0,4}about (?=\S)
    \b(?:i|we)\b.{0,30}\b(?:discuss|discussing|covering|exploring|presenting|explaining) (?=\S)|\b(?:i|we)(?:'ll| will|'d like to| want to|'m going to| am going to|'re going to| are going to) (?:cover|explore|present|explain) (?=\S)
    \b(?:talk|paper|episode|presentation|session|article|topic|subject) (?:\w+ )?(?:is|will be|is going to be) (?:all )?(?:about |on )|\bpaper (?:is )?called `),
  topicEnds: words(
    'that which who because but so as if when where since while today here again now this these those is are was were will would can could published released and',
  ),
  topicFillers: words('some of all kind sort a bit little lot about our my briefly and more'),
  anecdotes: patterns(
    String.raw`\b(?:was|were|had|did|went|came|wrote|told|said|saw|gave|took|someone|somebody|once|announced|started|tried|happened|ago|yesterday|my|last)\b`,
  ),
  standing: patterns(String.raw`
    it(?:'s| is| was| would be|'d be) (?:\w+ly )?(?:important|possible|easy|hard|difficult|better|best|worth|necessary|useful|interesting|impossible|crucial|essential|common|clear|true|critical|helpful|tempting|easier|harder|cheaper|safe|safer|fair|great|good|nice|tricky) (?:to|that|if|when|for)\b|it turns out|it takes\b|it costs\b|this (?:talk|paper|article|book|proposal is called)\b|there (?:are|is|was|were|has|have|will|might|may|can)\b|there's\b|there're\b|that said\b|those who\b|that being said\b|both \w+ and\b|either \w+ or\b|now is\b|here (?:is|are) (?:how|what|why)\b|these days\b|even (?:if|though|when)\b|still\b.{0,3}$
  `),
  subordinators: phrases(
    'which | because | whereas | or | nor | than | including | meaning | except | especially | particularly | such as | versus | as opposed | like | who | whose | plus | not | of | cause | feels | sounds | seems | looks | makes | gets | depends | could be | should be | might be | would be | is | are | was | were',
  ),
  conditions: words('if when while since although though unless once after before until as'),
  questionWords: words(
    'what why how who when where which is are do does did can could will would should has have',
  ),
  firstPerson: words("i i'm i've i'd i'll me my mine myself"),
  participants: words(
    "we we're we've we'll we'd us our ours you you're you've you'll you'd your yours let's",
  ),
  cues: patterns(String.raw`
    \b(the|our|my|a|one) (\w+ )?(key|main|goal|idea|point|problem|reason|advantage|benefit|challenge|purpose|solution|difference|trade-?off|lesson|result|conclusion|risk|insight|motivation|downside|drawback|observation)s?\b.{0,50}\b(is|are|was|were)\b
    \b(important|crucial|critical|essential|fundamental|significant|biggest|most)\b|\bin (summary|conclusion|short|general|practice|principle)\b|\bturns out\b
    \b(should|must|need to|needs to|have to|has to|requires?|allows?|enables?|ensures?|prevents?|means that|leads to)\b
    \b(is|are) (a|an|the|basically a|essentially a)\b|\brefers to\b|\bis called\b|\bif you\b.{0,40}\b(then|you)\b|\bbecause\b|\binstead of\b|\brather than\b|\bfor example\b
  `),
  opinion: patterns(String.raw`
    \bi (\w+ )?(love|hate|hope|wish|realized|learned|never|always|enjoy|care|worry|prefer)\b
    \b(amazing|phenomenal|awesome|beautiful|terrible|incredibl[ey]|awful|wonderful|fascinating|crazy|wild|scary|brilliant|horrible|elegant|painful|insane|ridiculous|favou?rite|best|worst|hardest|coolest|biggest|magic|disaster|nightmare|dream|proud|afraid|honestly|exciting)\b
  `),
  determiners: words(
    'a an the this that these those my your our their his her its some any each every no another many several few both all more most other such one two three four five first second which what new various multiple certain different same own bigger better',
  ),
  prepositions: words(
    'of in on at for with from by about into over under between through during without within against across behind per via as than like after before around toward towards upon among using called and or',
  ),
  copulas: words('is are was were be'),
  linkers: words('of for in with between behind on from without against'),
  beforeVerbs: words(
    "which i you we they he she it to can could will would should must may might don't doesn't didn't can't won't couldn't wouldn't shouldn't i'll you'll we'll they'll let's who not never please i'd you'd we'd they'd just gonna wanna cannot does did do always also",
  ),
  verbs: words(`
    deals fail fails uses works means needs wants helps calls takes gonna
    be am is are was were been being have has had having do does did done doing go goes going
    went gone get gets getting got gotten make makes making made say says saying said know knows
    knowing knew known think thinks thinking thought take takes taking took taken see sees seeing
    saw seen come comes coming came want wants wanting wanted used find finds finding found give
    gives giving gave given tell tells telling told worked called try tries trying tried ask asks
    asking asked needed feel feels feeling felt become becomes became leave leaves leaving left
    put puts putting means meant keep keeps keeping kept let lets letting begin begins beginning
    began begun seem seems seemed helps helped helping shows showing showed shown hear hears
    hearing heard ran moved live lives lived believe believes believed bring brings bringing
    brought happen happens happening happened write writes wrote written provide provides
    provided sit sits stand stands lose loses lost pay pays paid meet meets met include includes
    included including continue continues continued learn learns learned changed led understand
    understands understanding understood watches watched follow follows followed following stop
    stops stopped create creates created creating speak speaks spoke spoken reads allow allows
    allowed allowing add adds added adding spend spends spent grow grows grew grown open opens
    opened walk walks walked won offers offered remember remembers loves loved consider considers
    considered appear appears buys bought wait waits waited serve serves die send sends sending
    sent expect expects expected build builds built stay stays fall falls fell cut reaches kill
    kills remain remains suggest suggests suggested raise raises pass passes passed sell sells
    sold require requires required requiring decide decides decided pull pulls ended started
    starting looked looking talked talking describe describes described discuss discusses
    discussed discussing explain explains explained explaining guess guesses imagine imagines
    assume assumes assumed agree agrees agreed wonder figured figuring reduce reduces reduced
    increase increases increased depend depends depending involve involves involved contain
    contains contained handle handles handled exist exists existed matters prevent prevents
    achieve achieves achieved hold holds holding held apply applies applied introduce introduced
    choose chooses chose chosen mention mentioned mentions ensure ensures improve improves
    improved accept accepts accepted receive receives received produce produces produced
    represent represents refer refers referred relate related based want gonna wanna gotta try
    basically convert converts converted signs signed verify verifies verified checked stored
    broadcast publish publishes published implement implements implemented modify modifies
    modified generate generates generated compute computes computed connect connects connected
    disconnect shared join joins joined turned throw throws threw thrown pick picked broke broken
    hopes hoped realize realized realizes notice noticed worry worried cared wrap rely relies
    relied save saves saved spent solve solves solved fixed tested supported supports dealt
    compare compared compares combine combined combines happen replace replaced replaces define
    defined defines updated happens happening anymore somehow became becoming anyways learning
    calling checking thinking expire expires cooperate cooperates looks cares joining
  `),
  vague: words(
    `euro euros dollar dollars reais real prozent percent por ciento cento grad degrés degree degrees kilowatt kilovatios kilowattstunde kilowattstunden hectare hectares hectárea metro metros mètre mètres meter kilo kilos kilómetros kilogramm toneladas tonnes tonnen litros litres liter stunde thing things stuff way ways lot lots bit kind kinds sort sorts people person guy guys somebody someone everyone everybody something anything everything nothing time times day days year years week weeks month months moment today yesterday tomorrow point points case cases part parts side sides question questions answer answers example examples number numbers fact reason reasons idea ideas talk talks episode episodes podcast show shows slide slides word words place places end start beginning middle rest couple bunch whole good great nice bad big small little long short high low right wrong true false sure okay different same other new old next last first second third third many much more most less least several few own able real really actually basically probably maybe definitely certainly obviously essentially generally usually simply just very quite pretty even still also already always never ever yet again back up down out here there now then yeah yes no well oh hmm hey hi hello thanks thank please welcome interesting cool awesome amazing important possible better best worse worst easy hard easier harder simple difficult certain similar various specific particular general main basic major key single entire full exact current recent previous original potential actual interested happy glad sorry funny crazy weird bunch mind sense deal stage level order term terms area areas hand minutes minute hours hour second seconds half percent million billion thousand hundred one two three four five six seven eight nine ten laughter laughs inaudible guest host listeners audience sake lack issue issues problem thing's that's it's let's opposite situation stuff's bunch anybody nobody piece pieces sentence else page top bottom copy matter favorite kind-of step steps amount amounts version versions chance everybody's nowadays somewhere anyway whatever front total type types zero thing person's man god concern concerns extra exactly totally completely literally entirely directly quickly easily clearly super huge tiny giant larger smaller bigger higher lower longer shorter faster slower cheaper enough instead course scenario scenarios particular perspective stuff approach approaches user users rule rules factor factors game grand thin biggest lighter weight thousands samples job jobs nature aspect aspects context possibility details detail anymore somehow whereas although namely whether via per plus happens bonus item thought thoughts opinion opinions behind secure readable unless beyond argument arguments final concept concepts blog post posts story life conversation discussion interest`,
  ),
  genericHeadings: phrases(
    'introduction | introductions | intro | outro | overview | agenda | outline | background | conclusion | conclusions | summary | questions | q&a | q & a | q and a | qa | discussion | abstract | references | acknowledgements | acknowledgments | closing | closing thoughts | final thoughts | wrap up | wrap-up | wrapping up | contents | table of contents | preface | foreword | notes | links | resources | further reading | goodbye | welcome | opening | next steps | transcript | part 1 | part 2 | part 3 | questions and answers | audience questions | speaker | about',
  ),
  and: 'and',
}
