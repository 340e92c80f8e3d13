import { patterns, phrases, words } from './lists.ts'
import type { SpeechPhrases } from './phrases.ts'

export const french: SpeechPhrases = {
  sounds: words('euh heu hum hmm hm ben bah eh'),
  asides: phrases(
    'tu vois | vous voyez | en fait | du coup | quoi | hein | disons | genre | bon | enfin | voilà | je veux dire | on va dire | si vous voulez | si tu veux | tu sais | vous savez | ben | comment dire | quelque part | en gros | donc | alors | finalement',
  ),
  softeners: phrases('un peu genre | genre | on va dire'),
  softenersAfter: words('est sont était étaient a ont et que pas on nous'),
  emptyWords: [String.raw`(?<=\b(?:de|avec|pour|est|a|ont) )genre (?=\p{L})`],
  tags: phrases("hein | non | n'est-ce pas | quoi | d'accord | tu vois | vous voyez | ok | voilà"),
  openers: phrases(
    'et donc | donc | alors | et alors | et puis | et du coup | du coup | bon alors | ben | bah | ouais | eh bien | et bien | et | euh | ok | donc voilà | et voilà | en fait | ah',
  ),
  commaOpeners: phrases(
    "enfin | écoutez | regardez | tu sais | vous savez | bien sûr | exactement | tout à fait | effectivement | d'accord | disons | franchement | maintenant | ensuite | puis | d'ailleurs | par ailleurs | d'abord | bonne question | absolument | évidemment | d'une certaine façon | bon | oui | voilà | bref | bon ben",
  ),
  contrastOpeners: phrases('mais | mais bon | pourtant | cependant | or | par contre'),
  guardedOpeners: ['et', 'alors'],
  openerGuards: words('que si'),
  conjunctions: words('et mais ou car parce qui donc quand si où'),
  doubles: words('nous vous'),
  backchannels: phrases(
    "oui | non | ouais | voilà | exactement | d'accord | tout à fait | bien sûr | ok | merci | merci beaucoup | bonjour | parfait | très bien | effectivement | absolument | c'est ça | c'est vrai | bonne question | super | je vois | ah oui | oui oui | bien entendu | évidemment",
  ),
  housekeeping: patterns(String.raw`
    \bbienvenue\b|\bmerci\b|\bbonjour\b|\bbonsoir\b|^salut\b|\bje m['’]appelle\b|\bmon nom est\b|\b(ravi|ravie|heureux|heureuse|content|contente) (d['’]être|de vous)\b
    \b(cet|prochain|dernier|notre|ce) (épisode|podcast|émission|numéro)\b|\bsponsor|\babonnez\b|\bsuivez-nous\b|\bauditeurs\b|\b(diapo|diapositive|slide)s?\b|\bvous m['’]entendez\b
    \b(des|une autre|bonne|dernière|prochaine|d['’]autres) questions?\b|\bapplaudi|\bà bientôt\b|\bau revoir\b|\bracontez\b|\bparlez-nous\b|\bdites-nous\b|\bcommençons\b|\bon va commencer\b|\b(notre|mon) invitée?\b|\bprésentez-vous\b|\bvous présenter\b|^allez-y
  `),
  chatter: patterns(String.raw`
    \bje (ne )?sais (pas|plus)\b|\bje ne me souviens\b|\bcomme (je|vous|on) (disais?|disait|l['’]ai dit|l['’]avez dit)\b|\bon voit ici\b|\bsur (cette|l['’]) ?(image|écran)\b|\bet tout ça\b|\bet cetera\b|\bhier\b|\btout à l['’]heure\b|\bmachin\b|\btruc\b
  `),
  pronouns: words(
    "il elle ils elles cela ça ce c'est c'était ceci celui celle ceux celles cette ces cet son sa ses leur leurs lui eux",
  ),
  leaning: words(
    'alors donc aussi ensuite puis là ici ainsi également autre autres même tel telle sinon pourtant surtout encore après',
  ),
  leaningOpenings: patterns(String.raw`
    par exemple\b|dans (?:ce|cet|cette|ces)\b|(?:la|le|l['’]) ?(?:autre|suivant|suivante|dernier|dernière|même|deuxième|troisième|seconde?)\b|la raison\b|le problème,? (?:est|c['’]est|c['’]était)\b|l['’]idée,? (?:est|c['’]est|c['’]était)\b|pour (?:ça|cela)\b|de (?:ce|cette|là)\b|parfois\b|ainsi\b|après (?:ça|cela)\b|pas (?:seulement|juste)\b|ce (?:que|qui)\b|l['’]une? d['’]\w+\b|avec (?:ça|cela|cette|ce)\b|c['’]est\b
  `),
  announcements: patterns(
    String.raw`\b(aujourd['’]hui|je vais|on va|nous allons|je voudrais|je veux|j['’]aimerais|cette conférence|le sujet)\b.{0,40}\b(parler|raconter|présenter|expliquer|montrer|évoquer|partager|est)\b`,
  ),
  showLeads: patterns(String.raw`
    \b(?:cet|dans cet|cette) (?:épisode|émission)\b.{0,40}\b(?:parle|parlons|parler|porte sur|consacré)|\b(?:le|notre) sujet (?:du jour |d['’]aujourd['’]hui )?est\b
  `),
  guestLeads: patterns(String.raw`
    \b(?:notre|mon) invitée?\b|\b(?:avec nous|nous recevons|je reçois|nous accueillons|j['’]accueille)\b
  `),
  callings: patterns(String.raw`
    \bqui (?:travaille|a fondé|a créé|dirige|étudie|est)\b|\b(?:fondat|créat|aut|profess|cherch|ingéni|direct|développ)(?:eur|rice|euse)\b|\b(?:boulang|médecin|président|écrivain|scientifique)
  `),
  pleasantries: patterns(String.raw`
    \bbienvenue\b|\bmerci\b|\bbonjour\b|\bbonsoir\b|^salut\b|\bje m['’]appelle\b|\bmon nom est\b|\bsponsor|\babonnez\b|\bsuivez-nous\b|\bauditeurs\b|\bquestions?\b|\bdiapo|\bprochain
  `),
  topicLeads: patterns(String.raw`
    \b(?:je|on|nous|j['’]aimerais|aujourd['’]hui)\b.{0,50}\bparler (?:de |du |des |d['’])`),
  topicEnds: words("qui que parce et mais comme quand où est sont dans aujourd'hui"),
  topicFillers: words('un peu'),
  anecdotes: patterns(
    String.raw`\b(?:était|étaient|avait|avaient|a été|a dit|est venu|est allé|quelqu['’]un|hier|autrefois)\b`,
  ),
  standing: patterns(
    String.raw`il (?:y a|y avait|faut|fallait|est (?:important|possible|difficile|facile|essentiel|clair|nécessaire|vrai)|s['’]agit|existe|suffit|vaut)\b|c['’]est (?:important|quand|comme ça que)\b|ce (?:qui|que)\b|ceux qui\b|celui qui\b|celles qui\b`,
  ),
  subordinators: phrases(
    'que | qui | parce que | car | dont | lequel | laquelle | ou | ni | sauf | notamment | y compris',
  ),
  conditions: words('si quand lorsque pendant comme après avant'),
  questionWords: words(
    "qu'est-ce que quoi comment pourquoi quand où qui quel quelle quels quelles combien est-ce",
  ),
  firstPerson: words("je j' j'ai me m' moi mon ma mes"),
  participants: words('nous notre nos vous votre vos'),
  cues: patterns(String.raw`
    \b(le|la|l['’]|notre|un|une) ?(\p{L}+ )?(problème|objectif|idée|but|raison|avantage|solution|différence|défi|enjeu|résultat|leçon|risque|inconvénient|clé)\b.{0,50}\b(est|était|sont|c['’]est)\b
    \b(important|essentiel|fondamental|crucial|principal|signifie|permet|permettent|il faut|doit|doivent|en résumé|en général|par exemple|au lieu de|plutôt que|est un|est une)\b
  `),
  opinion: patterns(
    String.raw`\b(je (souhaite|rêve)|j['’](adore|aime|espère|ai appris)|jamais|toujours|incroyable|magnifique|terrible|meilleure?|pire|fascinante?|personne ne|fière?|honnêtement|formidable|extraordinaire)\b`,
  ),
  determiners: words(
    'le la les un une des ce cet cette ces mon ma mes notre nos leur leurs son sa ses chaque tout toute tous toutes plusieurs quelques autre autres du au aux deux trois quatre l plus d',
  ),
  prepositions: words(
    'de à en dans sur avec pour par sans entre contre vers chez sous depuis pendant comme et ou',
  ),
  copulas: words('est sont était'),
  linkers: phrases(
    'de | de la | de l | d | du | des | en | à | pour | sans | avec | entre | au | dans',
  ),
  beforeVerbs: words(
    'je tu il elle on nous vous ils elles se s ne n qui j à pour me te y peut peuvent doit doivent va vont pas',
  ),
  verbs: words(
    'est sont était étaient être avoir a ont avait avaient ai avons avez fait faire font faut peut peuvent pouvoir va vont aller dit dire disent voir voit vois savoir sait vouloir veut veulent venir vient devoir doit doivent prendre prend prennent mettre met mettent trouver trouve trouvent donner donne donnent parler parle parlent permet permettent passe passer reste rester devient devenir appelle croire croit pense pensent penser utilise utiliser commence commencer avons sommes êtes suis sera serait aurait existe arrive arrivent comprendre regarde regarder travaille travailler changer change crée créer ajoute coûte aime',
  ),
  vague: words(
    "kilo kilos chose choses fois gens personne personnes jour jours an ans année années semaine semaines mois moment moments partie parties cas exemple exemples question questions réponse sujet façon façons manière manières type types point points côté nombre lieu reste moitié grand grande grands petit petite petits nouveau nouvelle bon bonne meilleur meilleure pire premier première deuxième dernier dernière même important importante possible beaucoup peu aujourd'hui hier demain maintenant toujours jamais vérité raison idée idées problème problèmes minute minutes heure heures cent mille millions million deux trois quatre cinq six sept huit neuf dix fait fin début truc trucs vraiment alors bien tout toute peu plus moins",
  ),
  genericHeadings: phrases(
    'introduction | conclusion | conclusions | résumé | questions | discussion | sommaire | contexte | plan | références | remerciements',
  ),
  and: 'et',
}
