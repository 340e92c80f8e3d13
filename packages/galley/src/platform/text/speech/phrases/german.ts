import { patterns, phrases, words } from './lists.ts'
import type { SpeechPhrases } from './phrases.ts'

export const german: SpeechPhrases = {
  sounds: words('äh ähm öh öhm ähh hm hmm mhm ehm eh'),
  asides: phrases(
    'sag ich mal | sage ich mal | sagen wir mal | ich sag mal | ja | ne | gell | halt | quasi | sozusagen | wissen sie | weißt du | wisst ihr | ich meine | wie gesagt | im grunde | irgendwie | naja | na ja | oder so | also | genau | ehrlich gesagt | im prinzip',
  ),
  softeners: phrases('irgendwie | sozusagen | quasi | halt'),
  softenersAfter: words(
    'ist sind war waren hat haben hatte das es wir ich man sich da die und aber dann so auch',
  ),
  emptyWords: [],
  tags: phrases(
    'oder | ne | nicht wahr | ja | gell | okay | richtig | nicht | weißt du | verstehen sie',
  ),
  openers: phrases('ja | na ja | naja | okay | ok | und | tja | ach | und ja | ach ja'),
  commaOpeners: phrases(
    'sehen sie | schauen sie | wissen sie | ich meine | ehrlich gesagt | wie gesagt | richtig | natürlich | stimmt | übrigens | gute frage | sicher | also | gut | genau | klar | nun | so | jedenfalls | nun ja | und so | und dann | ja also | ja gut',
  ),
  contrastOpeners: phrases('aber | doch'),
  guardedOpeners: [],
  openerGuards: [],
  conjunctions: words('und aber oder weil dass denn sondern wenn obwohl damit ob'),
  doubles: words('die das der den sie dem'),
  backchannels: phrases(
    'ja | nein | genau | richtig | stimmt | klar | okay | ok | gut | sicher | natürlich | absolut | eben | danke | vielen dank | bitte | hallo | schön | sehr gut | sehr schön | gute frage | ganz genau | verstehe | alles klar | prima | super | na klar | auf jeden fall',
  ),
  housekeeping: patterns(String.raw`
    \bwillkommen\b|\bherzlich\b|\b(vielen|herzlichen|schönen) dank\b|\bdanke\b|\bguten (morgen|tag|abend)\b|^hallo\b|\bmein name ist\b|\bich heiße\b|\bschön, dass\b|\bfreut mich\b|\bich freue mich\b
    \b(diese|nächste|letzte|unsere|dieser|heutige)[rn]? (folge|episode|sendung|podcast|ausgabe)\b|\bsponsor|\babonnier|\bfolgt uns\b|\b(hörer|zuhörer)(innen)?\b|\bnächste folie\b|\bhör(t|en) (ihr|sie) mich\b|\bauf der folie\b
    \b(noch|weitere|gute|letzte|nächste) fragen?\b|\bfragen\?|\bapplaus\b|\b(bis bald|tschüss|auf wiedersehen|bis zum nächsten)\b|\berzähl(en)?\b.{0,12}\b(mal|uns|sie|doch)\b|\bfangen wir an\b|\blegen wir los\b|\bkommen wir\b|\bpause\b.{0,10}\bmachen\b|\b(unser|mein|zu) gast\b|\bstellen sie sich\b.{0,12}\bvor\b
  `),
  chatter: patterns(String.raw`
    \bweiß (ich )?nicht\b|\bkeine ahnung\b|\bwie (ich|sie|du|wir) (schon |eben |vorhin )?(gesagt|sagte|erwähnt)|\bhier (sehen|sieht)\b|\bauf (diesem|dem) bild\b|\bund so weiter\b|\boder so\b|\bgestern\b|\bhaha|\bvorhin\b|\bgleich noch\b
  `),
  pronouns: words(
    'er sie es das dies dieser diese dieses diesen diesem jene jener jenes ihn ihm ihnen ihr ihre ihren ihrem ihrer sein seine seinen deren dessen dem den denen',
  ),
  leaning: words(
    'dann da deshalb deswegen daher darum dadurch damit dabei davon dazu dafür dagegen daran darauf daraus darin danach dort dorthin hier außerdem auch sonst stattdessen ebenso beide beides andere anderer solche solcher trotzdem somit zudem später jetzt nun dennoch allerdings noch',
  ),
  leaningOpenings: patterns(String.raw`
    zum beispiel\b|in diese[mnr]\b|(?:der|die|das) (?:andere|nächste|letzte|zweite|dritte|gleiche|selbe)\w*\b|der grund\b|das problem (?:ist|war|dabei)\b|die idee (?:ist|war)\b|manchmal\b|so\b|nicht nur\b|eine[rs]? (?:davon|von diesen)\b|auf diese\b|das heißt\b|was (?:das|wir|ich)\b|mit diese[mnr]\b
  `),
  announcements: patterns(
    String.raw`\b(heute|ich möchte|ich will|ich werde|wir wollen|wir werden|in diesem vortrag|das thema|es geht)\b.{0,60}\b(erzählen|sprechen|reden|vorstellen|zeigen|erklären|geht|berichten|um|über)\b`,
  ),
  showLeads: patterns(String.raw`
    \b(?:in dieser|diese|in der heutigen) (?:folge|episode|sendung|ausgabe)\b.{0,40}\b(?:geht|sprechen|reden|um|über)\b|\b(?:das|unser) thema (?:heute |dieser folge )?ist\b
  `),
  guestLeads: patterns(String.raw`
    \b(?:unser|mein|zu|als) gast\b|\b(?:bei uns|bei mir|mit dabei|spreche mit|sprechen mit|rede mit)\b
  `),
  callings: patterns(String.raw`
    \b(?:arbeitet|leitet|forscht|gründete|entwickelt|baut)\b|\b(?:gründer|autor|professor|forscher|ingenieur|leiter|entwickler|meister|berater|wissenschaftler|ärzt|präsident|geschäftsführer)(?:in)?\b|\barzt\b
  `),
  pleasantries: patterns(String.raw`
    \bwillkommen\b|\bdank(?:e|en)?\b|\bguten (?:morgen|tag|abend)\b|^hallo\b|\bmein name ist\b|\bich heiße\b|\bich freue mich\b|\bsponsor|\babonnier|\bfolgt uns\b|\bhörer|\bfragen?\b|\bfolie\b|\bnächste
  `),
  topicLeads: patterns(String.raw`
    \b(?:ich|wir|heute)\b.{0,60}\b(?:über|von|um) (?=\S)`),
  topicEnds: words(
    'die der das ist sind wird werden sprechen reden erzählen berichten geht und aber weil wenn dass was wie',
  ),
  topicFillers: words('ein bisschen etwas'),
  anecdotes: patterns(
    String.raw`\b(?:war|waren|hatte|hatten|wurde|wurden|kam|ging|sagte|gab|jemand|einmal|damals|gestern)\b`,
  ),
  standing: patterns(
    String.raw`es (?:gibt|geht|ist (?:wichtig|möglich|schwer|schwierig|leicht|einfach|klar|gut|besser|sinnvoll|notwendig|nötig)|braucht|dauert|lohnt|kostet|war einmal)\b|(?:das|der|die|den|dem) (?-i:\p{Lu})\p{L}+|(?:das|der|die|den|dem) (?-i:\p{Ll}+)(?:e|en|er|es|ste|sten)[n]? (?-i:\p{Lu})\p{L}+|da(?:mit|zu) (?=(?-i:\p{Lu}))|ihr (?:habt|seid|könnt|müsst)\b|auch wenn\b`,
  ),
  subordinators: phrases(
    'weil | dass | welche | welcher | welches | wobei | wodurch | sondern | oder | sodass | und zwar',
  ),
  conditions: words('wenn als während obwohl nachdem bevor falls sobald'),
  questionWords: words(
    'was wie warum wieso weshalb wer wo wann welche welcher welches woher wohin ist sind kann können haben hat gibt',
  ),
  firstPerson: words('ich mich mir mein meine meinen meinem meiner'),
  participants: words('wir uns unser unsere unseren unserem unserer ihr euch eure'),
  cues: patterns(String.raw`
    \b(das|der|die|unser|ein|eine) (\p{L}+ )?(problem|ziel|idee|punkt|grund|vorteil|lösung|unterschied|herausforderung|ergebnis|risiko|nachteil|aufgabe|frage|kern)\b.{0,50}\b(ist|war|sind|waren|liegt)\b
    \b(wichtig|entscheidend|wesentlich|grundlegend|bedeutet|ermöglicht|braucht|brauchen|müssen|muss|sollte|sollten|zum beispiel|statt|anstatt|im allgemeinen|zusammengefasst|ist ein|ist eine|sind)\b
  `),
  opinion: patterns(
    String.raw`\b(ich (hoffe|liebe|hasse|wünsche|fühle)|niemals|nie|immer|unglaublich|wunderbar|schrecklich|fantastisch|faszinierend|beste[nr]?|schlimmste[nr]?|niemand|stolz|ehrlich|verrückt|begeistert|gelernt)\b`,
  ),
  determiners: words(
    'der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem mein meine unser unsere unseren unserem ihr ihre ihren sein seine jede jeder jedes jeden alle viele mehrere einige andere anderen kein keine keinen zwei drei vier im am zum zur vom beim ins ans mehr',
  ),
  prepositions: words(
    'in an auf mit von zu für bei über unter zwischen ohne durch gegen um nach vor aus seit als wie und oder',
  ),
  copulas: words('ist sind war waren'),
  linkers: phrases(
    'der | des | von | für | mit | ohne | im | in der | zwischen | zur | zum | bei | am',
  ),
  beforeVerbs: words('ich du er wir man nicht zu'),
  verbs: words(
    'ist sind war waren sein haben hat hatte werden wird wurde können kann müssen muss sollen wollen machen macht gehen geht kommen kommt sagen sagt geben gibt sehen sieht wissen weiß finden findet brauchen braucht bedeutet heißt liegt steht',
  ),
  vague: words(
    'euro euros dollar dollars reais real prozent percent por ciento cento grad degrés degree degrees kilowatt kilovatios kilowattstunde kilowattstunden hectare hectares hectárea metro metros mètre mètres meter kilo kilos kilómetros kilogramm toneladas tonnes tonnen litros litres liter stunde ding dinge sache sachen mal male tag tage tagen jahr jahre jahren woche wochen monat monate monaten moment teil teile fall fälle beispiel frage fragen antwort punkt seite mensch menschen leute art arten weise stück ende anfang problem probleme thema themen idee grund gründe möglichkeit heute gestern morgen prozent million millionen tausend stunde stunden minute minuten zeit neue neuen neuer neues gute guten große großen kleine kleinen erste ersten zweite zweiten letzte letzten ganze ganzen viel viele vielen wenig mehr meisten besser wichtig eigentlich natürlich',
  ),
  genericHeadings: phrases(
    'einleitung | einführung | fazit | schluss | zusammenfassung | fragen | diskussion | überblick | hintergrund | agenda | inhalt | literatur | danksagung',
  ),
  and: 'und',
}
