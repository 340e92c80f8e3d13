import { patterns, phrases, words } from './lists.ts'
import type { SpeechPhrases } from './phrases.ts'

export const spanish: SpeechPhrases = {
  sounds: words('eh ehh em emm mmm mm hum um uh ah este'),
  asides: phrases(
    'o sea | bueno | digamos | pues | sabes | ¿sabes? | ¿no? | ¿verdad? | ¿vale? | ya sabes | es decir | la verdad | como que | por así decirlo | ¿me explico? | ¿ok? | no sé | eh | vamos | a ver | entonces | básicamente | obviamente | quiero decir',
  ),
  softeners: phrases('como que | más o menos como'),
  softenersAfter: words('es era son está están fue y que no lo se me'),
  emptyWords: [],
  tags: phrases(
    '¿no? | ¿verdad? | ¿vale? | ¿sabes? | ¿cierto? | ¿ok? | ¿eh? | ¿me explico? | ¿me entienden? | ¿de acuerdo?',
  ),
  openers: phrases(
    'y entonces | entonces | y bueno | bueno | pues | vale | y | o sea | a ver | y pues | pues bien | ok | okay | y luego | y así',
  ),
  commaOpeners: phrases(
    'ahora | ahora bien | así que | por supuesto | en fin | primero | la verdad | digamos | exacto | exactamente | efectivamente | de hecho | luego | después | además | como decía | como dije | obviamente | básicamente | por cierto | en realidad | claro | sí | mira | miren | bien | oye',
  ),
  contrastOpeners: phrases('pero | pero bueno | sin embargo | aunque | no obstante'),
  guardedOpeners: ['y'],
  openerGuards: words('que si'),
  conjunctions: words('y e pero o u porque aunque cuando donde si'),
  doubles: words('nos se no muy'),
  backchannels: phrases(
    'sí | no | claro | vale | exacto | exactamente | bueno | por supuesto | desde luego | así es | eso es | de acuerdo | perfecto | genial | muy bien | gracias | muchas gracias | hola | ok | ya | correcto | efectivamente | buena pregunta | buenas | adelante | no sé',
  ),
  housekeeping: patterns(String.raw`
    \bbienvenid[oa]s?\b|\bgracias (por|a)\b|\bmuchas gracias\b|^gracias|\bbuen[oa]s (días|tardes|noches)\b|^hola\b|\bqué tal\b|\bme llamo\b|\bmi nombre es\b
    \b(este|próximo|último|siguiente|nuestro) (episodio|programa|podcast)\b|\bpatrocina|\bsuscr[ií]b|\bsíguenos\b|\boyentes\b|\bsiguiente (diapositiva|pregunta)\b|\bme (oyen|escuchan|oís|escucháis)\b
    \b(alguna|otra|buena|última|próxima) pregunta\b|\bpreguntas\?|\bun aplauso\b|\bhasta (luego|pronto|la próxima)\b|\bcuéntanos\b|\bháblanos\b|\bvamos a (empezar|hablar|ver)\b|\bempecemos\b|\bhacer una pausa\b|\b(un placer|encantad[oa]) (de|estar)\b|\bnuestr[oa] invitad[oa]\b|\bnos acompaña\b|\btenemos con nosotros\b|^adelante
  `),
  chatter: patterns(String.raw`
    \bno (lo )?sé\b|\bno (me acuerdo|recuerdo)\b|\bcomo (decía|dije|dijiste|comentaba|hemos dicho)\b|\baquí (en la pantalla|ven|vemos)\b|\besta (imagen|diapositiva|gráfica)\b|\by esas cosas\b|\by todo eso\b|\by tal\b|\bayer\b|\bmañana por la\b|\bjaja
  `),
  pronouns: words(
    'él ella ellos ellas esto eso aquello este ese esta esa estos esos estas esas aquel su sus lo le les ello suyo',
  ),
  leaning: words(
    'allí ahí entonces también tampoco además luego después así otro otra otros otras ambos tal tales aún incluso por',
  ),
  leaningOpenings: patterns(String.raw`
    por ejemplo\b|en (?:ese|este|esa|esta|eso)\b|(?:la|el|lo) (?:otra|otro|siguiente|último|última|mismo|misma|segundo|segunda|tercero|tercera)\b|la razón\b|el problema (?:es|era|aquí)\b|la idea (?:es|era)\b|por (?:eso|esto|ello|lo tanto)\b|de (?:hecho|ahí|esa|esta|ese|este)\b|a veces\b|así\b|después de (?:eso|esto)\b|no (?:solo|es que)\b|lo que\b|uno de (?:ellos|esos)\b|una de (?:ellas|esas)\b|con (?:eso|esto|esa|ese)\b
  `),
  announcements: patterns(
    String.raw`\b(hoy|voy a|vamos a|quiero|quería|queremos|esta charla|esta conferencia|el tema)\b.{0,40}\b(hablar|contar|contarles|contaros|explicar|presentar|mostrar|tratar|trata|hablarles|hablaros|compartir|es)\b`,
  ),
  showLeads: patterns(String.raw`
    \b(?:en este|este|el) (?:episodio|programa)\b.{0,40}\b(?:hablamos|vamos a hablar|conversamos|trata)\b|\b(?:el|nuestro) tema (?:de hoy )?es\b
  `),
  guestLeads: patterns(String.raw`
    \bnuestr[oa] invitad[oa]\b|\b(?:nos acompaña|tenemos con nosotros|con nosotros|conversamos con|hablamos con)\b
  `),
  callings: patterns(String.raw`
    \b(?:que|quien) (?:trabaja|investiga|fundó|creó|dirige|estudia|es)\b|\b(?:fundador|creador|autor|profesor|investigador|ingenier|director|desarrollador|científic|médic|president|escritor)[aoe]?\b
  `),
  pleasantries: patterns(String.raw`
    ^hola\b|\bbienvenid|\bgracias\b|\bbuen[oa]s (?:días|tardes|noches)\b|\bqué tal\b|\bme llamo\b|\bmi nombre es\b|\bpatrocin|\bsuscr|\bsíguenos\b|\boyentes\b|\bpregunt|\bdiapositiva|\bpróxim
  `),
  topicLeads: patterns(String.raw`
    \b(?:voy a|vamos a|quiero|queremos|hoy)\b.{0,40}\b(?:hablar|hablarles|hablaros|hablamos|trata) (?:de |sobre |acerca de )`),
  topicEnds: words('que porque y pero como cuando donde es son hoy en'),
  topicFillers: words('un poco'),
  anecdotes: patterns(
    String.raw`\b(?:era|eran|fue|fueron|estaba|estaban|había|hizo|dijo|vino|alguien|ayer|entonces)\b`,
  ),
  standing: patterns(
    String.raw`lo (?:más|mejor|peor|primero|importante|que)\b|por (?:ejemplo|primera|supuesto|término|cada|un|una)\b`,
  ),
  subordinators: phrases(
    'que | porque | donde | cual | lo cual | la cual | o | ni | sino | salvo | excepto | incluyendo',
  ),
  conditions: words('si cuando mientras aunque como después antes'),
  questionWords: words(
    'qué cómo cuándo dónde quién cuál cuáles cuánto cuánta cuántos por es son hay',
  ),
  firstPerson: words('yo me mí mi mis conmigo'),
  participants: words(
    'nosotros nosotras nuestro nuestra nuestros nuestras nos usted ustedes vosotros vosotras',
  ),
  cues: patterns(String.raw`
    \b(el|la|lo) (\p{L}+ )?(problema|objetivo|idea|clave|razón|ventaja|solución|diferencia|reto|desafío|resultado|lección|riesgo|meta|importante|conclusión)\b.{0,50}\b(es|era|son|fue)\b
    \b(importante|fundamental|esencial|crucial|clave|principal|significa|permite|necesita|debe|hay que|tiene que|tenemos que|en resumen|en general|por ejemplo|en lugar de|es un|es una)\b
  `),
  opinion: patterns(
    String.raw`\b(me encanta|me gusta|odio|siento|espero|nunca|siempre|jamás|increíble|maravillos[oa]|terrible|mejor|peor|fascinante|nadie|aprendí|orgullos[oa]|sinceramente)\b`,
  ),
  determiners: words(
    'el la los las un una unos unas este esta estos estas ese esa esos esas mi mis su sus nuestro nuestra nuestros nuestras cada todo toda todos todas muchos muchas varios varias algunos algunas otro otra otros otras del al dos tres más',
  ),
  prepositions: words(
    'de en a con por para sobre entre sin desde hasta hacia según contra durante como y o',
  ),
  copulas: words('es son era'),
  linkers: phrases(
    'de | de la | del | de los | de las | en | en el | en la | para | con | sin | entre',
  ),
  beforeVerbs: words(
    'yo tú él ella nosotros ellos ellas usted ustedes se me te lo le les nos no que quién puede pueden debe deben va van vamos para ya siempre nunca',
  ),
  verbs: words(
    'es son era eran ser estar está están hay tiene tienen tener hacer hace hacen hacemos hizo poder puede pueden podemos decir dice dicen ir va van vamos ver vemos dar da dan saber sabe sabemos querer quiere quieren llegar llega pasar pasa pasó deber debe poner pone parecer parece quedar queda creer cree creo hablar habla llevar lleva dejar deja seguir sigue encontrar encontramos llamar llama venir viene pensar piensa salir sale volver tomar toma conocer vivir sentir tratar mirar contar empezar empezamos empezó esperar buscar existir entrar trabajar escribir perder producir ocurrir entender pedir recibir recordar terminar permitir permite aparecer conseguir comenzar servir sirve sacar necesitar necesita necesitamos mantener usar usa usamos utilizar cambiar cambia crear abrir ganar cuesta ayuda ayudan dijo dijeron tenía tenían tenemos había habían fue fueron estaba estaban estamos hemos han ha he gustaría significa funciona funcionan aprendimos decidimos siendo haciendo dicho hecho visto',
  ),
  vague: words(
    'euro euros dollar dollars reais real prozent percent por ciento cento grad degrés degree degrees kilowatt kilovatios kilowattstunde kilowattstunden hectare hectares hectárea metro metros mètre mètres meter kilo kilos kilómetros kilogramm toneladas tonnes tonnen litros litres liter stunde cosa cosas vez veces gente persona personas día días año años semana semanas mes meses momento parte partes caso casos ejemplo pregunta preguntas respuesta tema temas forma formas manera maneras tipo tipos punto puntos lado número lugar resto mitad grande pequeño nuevo nueva bueno buena mejor peor mayor menor primer primera primero segundo segunda último última mismo misma importante posible mucho mucha poco poca hoy ayer mañana ahora siempre nunca verdad realidad razón idea ideas problema problemas minutos horas hora ciento mil millones dos tres cuatro cinco seis siete ocho nueve diez siguiente gran hecho final principio menos entonces bien',
  ),
  genericHeadings: phrases(
    'introducción | conclusión | conclusiones | resumen | preguntas | discusión | índice | antecedentes | agenda | cierre | referencias | agradecimientos',
  ),
  and: 'y',
}
