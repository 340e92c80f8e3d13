import type { LanguageWords } from './profile.ts'

export const french: LanguageWords = {
  stopWords: `
    à ai aie ainsi alors après as assez au aucun aucune aujourd'hui aura auront aussi autant autre autres
    aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien bon c ça car ce ceci cela
    celle celles celui cent ces cet cette ceux chaque chez chose choses comme comment d dans de déjà
    depuis des dès deux devrait dire dit dois doit doivent donc dont du elle elles en encore entre es est
    et étaient étais était étant été être eu eux fait faire fallait faut font fois hors ici il ils j
    jamais je jusqu jusque l la là le les leur leurs lors lui m ma mais me même mêmes mes mettre mieux
    moi moins mon n ne ni non nos notre nôtre nous on ont ou où par parce parfois pas peu peut peuvent
    peux plus plusieurs plutôt pour pourquoi pourrait pouvez presque puis qu quand que quel quelle
    quelles quelque quelques quels qui quoi rien s sa sans se sera seront ses seulement si sien soi soit
    sommes son sont sous suis sur t ta tandis te tel telle tellement tes toi ton toujours tous tout toute
    toutes très trop tu un une va vais vers veut veux voici voilà vont vos votre vous vraiment vu y
    oui ouais ben euh hein voir truc genre`,
  abbreviations: `
    mm mme mmes mlle mlles dr pr mgr st ste av bd boul art chap fig p pp vol no nos éd cf etc ex
    p.ex c.-à-d env tél janv févr avr juil sept oct nov déc apr j.-c min max réf`,
  fillers: `
    euh, heu, hum, ben, bah, bon, bon ben, voilà, donc voilà, quoi, hein, en fait, du coup, genre, un peu,
    disons, on va dire, comment dire, tu vois, vous voyez, tu sais, vous savez, je veux dire, je pense,
    je crois, je dirais, j'imagine, enfin, bref, littéralement, finalement, en gros, au final,
    à vrai dire, et tout, et tout ça, et ainsi de suite, ou quelque chose comme ça`,
  danglingOpeners: `
    et, ou, mais, donc, alors, ça, cela, ceci, c'est, ce, cette, ces, il, elle, ils, elles, lui, leur,
    puis, ensuite, aussi, parce que, car, qui, que, dont, ainsi, pourtant, cependant, toutefois, oui, non,
    ouais, ok, d'accord, exactement, voilà, là, ici, par exemple, par contre, en revanche, du coup,
    autrement dit, c'est pourquoi, c'est-à-dire`,
  topicOpeners: `
    parlons de, parlons du, parlons des, on va parler, nous allons parler, je vais parler, passons à,
    passons au, on passe à, ensuite, la suite, le suivant, la suivante, prochain, prochaine question,
    dernière question, autre question, ma question, la question est, d'abord, tout d'abord,
    premièrement, deuxièmement, troisièmement, enfin, pour commencer, commençons, pour finir,
    pour terminer, pour conclure, en conclusion, en résumé, pour résumer, autre chose, un autre,
    une autre, quant à, concernant, à propos de, en ce qui concerne, qu'est-ce que, c'est quoi, comment,
    pourquoi, maintenant, alors, bon, bien, très bien, bienvenue, bonjour, merci, questions`,
}
