import type { LanguageWords } from './profile.ts'

export const portuguese: LanguageWords = {
  stopWords: `
    a à agora aí ainda algo alguém algum alguma algumas alguns ali ante antes ao aos apenas aquela
    aquelas aquele aqueles aqui aquilo as às assim até através bem boa bom cada coisa coisas com como
    contra da dar das de dela delas dele deles demais depois desde dessa desse desta deste disso disto
    diz do dois dos e é ela elas ele eles em enquanto então entre era eram essa essas esse esses esta
    está estamos estão estar estas estava estavam este estes estou eu faz fazem fazer fez foi fomos for
    foram fosse há havia hoje isso isto já la lá lhe lhes logo mais mas me meio melhor menos mesma mesmo
    meu meus minha minhas muita muitas muito muitos na nada não nas nem nenhum nenhuma ninguém no nos nós
    nossa nossas nosso nossos num numa nunca o onde os ou outra outras outro outros para pela pelas pelo
    pelos pode podem pois por porque por quê pouco pra pro quais qual qualquer quando quanto quase que
    quê quem quer se seja sem sempre ser será seu seus si sido só sob sobre somos sou sua suas são também
    tanto tão te tem têm temos tenho ter teu teve ti tinha tinham toda todas todo todos tu tua tudo um uma
    umas uns vai vamos vão vez vezes você vocês vou gente né tá bom`,
  abbreviations: `
    sr sra srta srs dr dra prof profa eng av r nº núm pág págs p pp art cap vol fig ed cia ltda etc ex
    p.ex s.a a.c d.c jan fev abr jun jul ago out nov dez aprox tel máx mín obs`,
  fillers: `
    é, eh, hum, ahn, né, tá, tipo, tipo assim, então, bom, assim, quer dizer, ou seja, digamos, sabe,
    entendeu, na verdade, basicamente, literalmente, obviamente, meio que, um pouco, eu acho,
    eu acho que, acho que, eu diria, olha, veja bem, e tal, e coisa e tal, e por aí vai, no fim das contas,
    no final das contas`,
  danglingOpeners: `
    e, ou, mas, então, aí, isso, isto, esse, essa, esses, essas, este, esta, aquilo, ele, ela, eles, elas,
    também, além disso, porque, que, por isso, portanto, porém, contudo, no entanto, sim, não, é, claro,
    exato, bom, certo, lá, ali, depois, por exemplo, ou seja, em vez disso, quer dizer`,
  topicOpeners: `
    vamos falar de, vamos falar sobre, falando de, falando sobre, vamos para, vamos passar, passando para,
    próximo, próxima, o próximo, a próxima, próxima pergunta, última pergunta, outra pergunta,
    minha pergunta, a pergunta é, agora, primeiro, em primeiro lugar, segundo, em segundo lugar, terceiro,
    finalmente, por fim, por último, para começar, vamos começar, para terminar, para concluir,
    em conclusão, em resumo, resumindo, outra coisa, outro, outra, quanto a, em relação a, a respeito de,
    o que é, como, por que, gostaria de perguntar, queria perguntar, você mencionou, bom, certo, beleza,
    ótimo, bem-vindos, olá, obrigado, obrigada, perguntas`,
}
