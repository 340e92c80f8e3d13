import type { LanguageWords } from './profile.ts'

export const spanish: LanguageWords = {
  stopWords: `
    a ahora al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella aquellas
    aquello aquellos aquí así aun aún aunque bajo bastante bien cada casi como cómo con contra cual cuál
    cuales cualquier cuando cuándo cuanto cuánto da dan dar de debe deben del demás dentro desde después
    dice dicen dicho donde dónde dos durante e el él ella ellas ello ellos en entonces entre era eran
    eres es esa esas ese eso esos esta está estaba estaban estado estamos están estar estas este esto
    estos estoy fue fueron fui ha había habían habrá hace hacen hacer hacia han hasta hay he hemos hizo
    hoy incluso ir la las le les lo los luego más me mejor menos mi mí mía mientras mis mismo misma
    mismos mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos nosotros nuestra nuestras
    nuestro nuestros nunca o os otra otras otro otros para parece pero poco por porque pues puede pueden
    puedo que qué quien quién quienes se sea sean según ser será si sí sido siempre sin sino sobre sois
    solo sólo somos son soy su sus suya suyo tal también tampoco tan tanto te tendrá tenemos tener tengo
    ti tiene tienen toda todas todavía todo todos tu tú tus tuvo u un una unas uno unos usted ustedes va
    vamos van vez veces vosotros voy y ya yo cosa cosas bueno vale digamos`,
  abbreviations: `
    sr sra srta sres dr dra d dª prof profa lic ing arq gral ud uds vd av avda núm nº n pág págs p pp
    art cap vol fig ed cía etc ej p.ej p.e ee.uu a.c d.c s.a s.l ene feb abr jun jul ago sep sept
    oct nov dic aprox tel mín`,
  fillers: `
    eh, em, este, o sea, es decir, bueno, pues, pues nada, vale, digamos, por así decirlo, en plan,
    ¿sabes?, sabes, ya sabes, la verdad, la verdad es que, como que, tipo, básicamente, literalmente,
    obviamente, un poco, yo creo, yo creo que, creo que, supongo, a ver, mira, claro, y tal, y demás,
    y eso, y ya está, al fin y al cabo, al final del día`,
  danglingOpeners: `
    y, e, o, pero, así que, entonces, eso, esto, ese, esa, esos, esas, este, esta, estos, estas, ello,
    él, ella, ellos, ellas, también, además, porque, que, lo cual, por eso, por tanto, por lo tanto,
    sin embargo, sí, no, claro, bueno, pues, vale, exacto, ahí, allí, luego, por ejemplo, en cambio,
    es decir, o sea`,
  topicOpeners: `
    vamos a hablar de, hablemos de, pasemos a, pasamos a, siguiente, el siguiente, la siguiente, ahora,
    vamos a ver, vamos con, empecemos, para empezar, en primer lugar, primero, segundo, en segundo lugar,
    tercero, finalmente, por último, otra cosa, otro, otra, otra pregunta, última pregunta,
    siguiente pregunta, mi pregunta, la pregunta es, en cuanto a, respecto a, hablando de, en resumen,
    para terminar, para concluir, en conclusión, qué es, qué son, cómo, por qué, cuéntanos,
    me gustaría preguntar, quería preguntar, mencionaste, bueno, vale, bien, perfecto, bienvenidos, hola,
    gracias, preguntas`,
}
