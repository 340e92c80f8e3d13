import { patterns, phrases, words } from './lists.ts'
import type { SpeechPhrases } from './phrases.ts'

export const portuguese: SpeechPhrases = {
  sounds: words('ah eh hum hmm ahn hã ãh uh um-hum éé ééé'),
  asides: phrases(
    'né | sabe | tipo | assim | tipo assim | quer dizer | digamos | digamos assim | ou seja | enfim | bom | então | vamos dizer | por assim dizer | sei lá | na verdade | tá | entende | entendeu | olha | é | basicamente | certo | pronto | portanto',
  ),
  softeners: phrases('meio que | tipo assim | tipo'),
  softenersAfter: words('é são era foi está estava e que não a gente eu'),
  emptyWords: [String.raw`(?<=\b(?:de|com|para|é|são|tem) )tipo (?=(?!de\b)\p{L})`],
  tags: phrases(
    'né | não é | certo | tá | sabe | entendeu | entende | ok | não acham | tá bom | viu | correto',
  ),
  openers: phrases(
    'e então | então | e aí | aí | pois é | e | tá bom | ok | e daí | daí | quer dizer | é isso | portanto | ah',
  ),
  commaOpeners: phrases(
    'agora | claro | é | enfim | assim | exatamente | exato | com certeza | na verdade | primeiro | depois | além disso | como eu disse | ou seja | realmente | aliás | obviamente | boa pergunta | bom | bem | olha | sim | pronto | pois | tá | né',
  ),
  contrastOpeners: phrases('mas | mas aí | porém | no entanto | contudo | só que'),
  guardedOpeners: ['e'],
  openerGuards: words('que se'),
  conjunctions: words('e mas ou porque quando onde se embora'),
  doubles: words('se nos'),
  backchannels: phrases(
    'sim | não | claro | exato | exatamente | isso | isso mesmo | com certeza | certo | perfeito | ótimo | tá | tá bom | obrigado | obrigada | muito obrigado | olá | oi | beleza | legal | pois é | verdade | de acordo | muito bem | boa pergunta | entendi',
  ),
  housekeeping: patterns(String.raw`
    \bbem[- ]?vind[oa]s?\b|\bobrigad[oa]s?\b|\bbom dia\b|\bboa (tarde|noite)\b|^(olá|oi)\b|\bmeu nome é\b|\bme chamo\b|\b(prazer|feliz|alegria) (em|de|por) (estar|te|ter)\b|\btudo bem\?
    \b(este|próximo|último|nosso|neste|nesse) (episódio|programa|podcast)\b|\bpatrocin|\binscrev|\bsiga\b|\bouvintes\b|\bpróximo slide\b|\bslides?\b|\b(me )?ouvindo bem\b
    \b(alguma|outra|boa|última|próxima) pergunta\b|\bperguntas\?|\bpalmas\b|\baté (logo|mais|a próxima)\b|\bconta (pra|para) (gente|nós)\b|\bfala (um pouco|pra gente)\b|\bvamos (começar|falar)\b|\b(nosso|nossa|meu|minha) convidad[oa]\b|\bse apresentar\b|\bestá com a gente\b
  `),
  chatter: patterns(String.raw`
    \b(não sei|sei lá|não lembro)\b|\bcomo (eu|você|a gente) (disse|falou|falei|dizia)\b|\baqui (na tela|vocês veem)\b|\besta imagem\b|\be tal\b|\be tudo mais\b|\bessas coisas\b|\bontem\b|\bkkk|\bhaha
  `),
  pronouns: words(
    'ele ela eles elas isso isto aquilo esse essa esses essas este esta estes estas aquele aquela seu sua seus suas lhe lhes dele dela nisso disso',
  ),
  leaning: words(
    'então ali aí lá aqui também além depois assim outro outra outros outras ambos tal ainda inclusive por',
  ),
  leaningOpenings: patterns(String.raw`
    por exemplo\b|ness[ea]s?\b|nest[ea]s?\b|(?:a|o) (?:outra|outro|próximo|próxima|último|última|mesmo|mesma|segundo|segunda|terceiro|terceira)\b|a razão\b|o problema (?:é|era|aqui)\b|a ideia (?:é|era)\b|por (?:isso|isto)\b|d(?:isso|aí|ess[ea]|est[ea])\b|às vezes\b|assim\b|depois (?:disso|disto)\b|não só\b|o que\b|um del[ea]s\b|uma delas\b|com (?:isso|isto|ess[ea])\b
  `),
  announcements: patterns(
    String.raw`\b(hoje|vou|vamos|quero|queria|queremos|essa palestra|esta palestra|o tema)\b.{0,40}\b(falar|contar|explicar|apresentar|mostrar|tratar|compartilhar|é)\b`,
  ),
  showLeads: patterns(String.raw`
    \b(?:neste|nesse|este|no) (?:episódio|programa)\b.{0,40}\b(?:falamos|vamos falar|conversamos|é sobre|trata)\b|\b(?:o|nosso) (?:tema|assunto) (?:de hoje |do episódio )?é\b
  `),
  guestLeads: patterns(String.raw`
    \b(?:nosso|nossa|meu|minha|a|o) convidad[oa]\b|\b(?:está|temos|recebemos|conosco|com a gente|converso com|conversamos com)\b
  `),
  callings: patterns(String.raw`
    \bque (?:trabalha|pesquisa|fundou|criou|dirige|estuda|é)\b|\b(?:fundador|criador|autor|professor|pesquisador|engenheir|diretor|desenvolvedor|cientista|médic|presidente|escritor)[oa]?\b
  `),
  pleasantries: patterns(String.raw`
    ^(?:olá|oi)\b|\bbem[- ]?vind|\bobrigad|\bbom dia\b|\bboa (?:tarde|noite)\b|\btudo bem\b|\bmeu nome é\b|\bpatrocin|\binscrev|\bsiga\b|\bouvintes\b|\bpergunt|\bpróximo\b|\bslides?\b
  `),
  topicLeads: patterns(String.raw`
    \b(?:vou|vamos|quero|queremos|hoje)\b.{0,40}\b(?:falar|falamos|tratar) (?:de |do |da |dos |das |sobre )`),
  topicEnds: words('que porque e mas como quando onde é são hoje em no na'),
  topicFillers: words('um pouco'),
  anecdotes: patterns(
    String.raw`\b(?:era|eram|foi|foram|estava|estavam|tinha|fez|disse|veio|alguém|ontem|então)\b`,
  ),
  standing: patterns(
    String.raw`por (?:exemplo|isso mesmo que|mais que|cada|um|uma)\b|ainda (?:hoje|há)\b`,
  ),
  subordinators: phrases(
    'que | porque | onde | qual | o qual | a qual | ou | nem | senão | exceto | incluindo',
  ),
  conditions: words('se quando enquanto embora como depois antes'),
  questionWords: words(
    'o que como quando onde quem qual quais quanto quanta quantos por é são há será',
  ),
  firstPerson: words('eu me mim meu minha meus minhas comigo'),
  participants: words('nós nosso nossa nossos nossas gente você vocês'),
  cues: patterns(String.raw`
    \b(o|a|um|uma|nosso|nossa) (\p{L}+ )?(problema|objetivo|ideia|chave|razão|vantagem|solução|diferença|desafio|resultado|lição|risco|meta|conclusão)\b.{0,50}\b(é|era|são|foi)\b
    \b(importante|fundamental|essencial|crucial|principal|significa|permite|precisa|precisamos|deve|temos que|tem que|em resumo|em geral|por exemplo|em vez de|é um|é uma)\b
  `),
  opinion: patterns(
    String.raw`\b(adoro|amo|gosto|odeio|sinto|espero|nunca|sempre|jamais|incrível|maravilhos[oa]|terrível|melhor|pior|fascinante|ninguém|aprendi|orgulho|sinceramente)\b`,
  ),
  determiners: words(
    'o a os as um uma uns umas este esta esse essa esses essas meu minha seu sua nosso nossa nossos nossas cada todo toda todos todas muitos muitas vários várias alguns algumas outro outra outros outras do da dos das no na nos nas ao à pelo pela dois duas três mais',
  ),
  prepositions: words('de em a com por para sobre entre sem desde até contra durante como e ou'),
  copulas: words('é são era'),
  linkers: phrases('de | da | do | das | dos | em | na | no | para | com | sem | entre'),
  beforeVerbs: words(
    'eu tu ele ela nós eles elas você vocês gente se me te lhe não que quem pode podem deve devem vai vão vamos já sempre nunca',
  ),
  verbs: words(
    'é são era eram ser estar está estão há tem têm ter tinha fazer faz fazem fez poder pode podem dizer diz dizem ir vai vão vamos ver vemos dar dá dão saber sabe sabem querer quer querem chegar chega passar passa dever deve pôr põe parece ficar fica ficam achar acha acho falar fala levar leva deixar deixa encontrar chamar chama vir vem pensar pensa sair voltar tomar conhecer viver sentir tentar olhar contar começar começa começou esperar buscar existir existe trabalhar escrever perder entender receber lembrar terminar permitir permite aparecer conseguir consegue servir precisa precisamos precisam manter usar usa usamos mudar muda criar abrir ganhar custa ajuda disse temos havia foi foram estava estavam gostaria significa funciona aprendemos decidimos sendo fazendo dito feito visto',
  ),
  vague: words(
    'euro euros dollar dollars reais real prozent percent por ciento cento grad degrés degree degrees kilowatt kilovatios kilowattstunde kilowattstunden hectare hectares hectárea metro metros mètre mètres meter kilo kilos kilómetros kilogramm toneladas tonnes tonnen litros litres liter stunde coisa coisas vez vezes gente pessoa pessoas dia dias ano anos semana semanas mês meses momento parte partes caso casos exemplo pergunta perguntas resposta tema forma formas maneira maneiras jeito tipo tipos ponto pontos lado número lugar resto metade grande pequeno novo nova bom boa melhor pior maior menor primeiro primeira segundo segunda último última mesmo mesma importante possível muito muita pouco pouca hoje ontem amanhã agora sempre nunca verdade realidade razão ideia ideias problema problemas minutos horas hora cento mil milhões dois duas três quatro cinco seis sete oito nove dez seguinte fato final começo menos então bem',
  ),
  genericHeadings: phrases(
    'introdução | conclusão | conclusões | resumo | perguntas | discussão | índice | contexto | agenda | encerramento | referências | agradecimentos',
  ),
  and: 'e',
}
