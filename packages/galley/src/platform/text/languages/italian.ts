import type { LanguageWords } from './profile.ts'

export const italian: LanguageWords = {
  stopWords: `
    a abbiamo ad adesso agli ai al alcuni alcune alla alle allo allora altra altre altri altro anche
    ancora appena avere aveva avevano avete c che chi ci ciò cioè co coi col come con contro cosa cose
    così cui d da dagli dai dal dalla dalle dallo degli dei del dell della delle dello dentro di dice
    dire do dopo dove due e è ed era erano essere fa fanno fare fatto fino fra già gli ha hai hanno ho i
    il in infatti io l la là le lei li lì lo loro lui ma magari me meglio meno mentre mi mia mie miei mio
    molta molte molti molto ne negli nei nel nella nelle nello niente no noi non nostra nostre nostri
    nostro nulla o ogni ognuno oppure ora per perché perciò però più po poco poi possiamo possono può
    qua qual quale quali qualche qualcosa qualcuno quando quanto quasi quella quelle quelli quello questa
    queste questi questo qui quindi se sé sei sempre senza si sì sia siamo siete solo sono sopra sotto
    sta stanno stata stati stato stessa stesso su sua sue sui sul sulla sulle suo suoi tale tanto te ti
    tra troppo tu tua tue tuo tuoi tutta tutte tutti tutto un una uno va vai vi viene voi volta volte
    vostra vostro`,
  abbreviations: `
    sig sigg sig.ra dott dott.ssa prof prof.ssa avv ing arch geom sen ecc p.es pag pagg p pp cap
    art fig vol ed n nn cfr ca tel a.c d.c s.p.a s.r.l gen feb apr mag giu lug ago ott nov dic`,
  fillers: `
    ehm, eh, cioè, allora, diciamo, praticamente, in pratica, insomma, tipo, un po', un attimo, sai,
    capisci, voglio dire, credo, penso, secondo me, direi, come dire, ecco, beh, boh, mah, niente,
    alla fine, e così via, e cose così`,
  danglingOpeners: `
    e, ed, o, ma, però, quindi, allora, questo, questa, questi, queste, quello, quella, ciò, esso, lui, lei,
    loro, poi, anche, inoltre, perché, che, cui, infatti, perciò, tuttavia, sì, no, certo, esatto, ecco,
    lì, là, qui, invece, cioè, per esempio, ad esempio`,
  topicOpeners: `
    parliamo di, parliamo del, passiamo a, passiamo al, prossimo, prossima, prossima domanda,
    ultima domanda, altra domanda, la mia domanda, la domanda è, adesso, ora, primo, prima di tutto,
    innanzitutto, secondo, terzo, infine, per finire, per concludere, in conclusione, in sintesi,
    riassumendo, per cominciare, cominciamo, iniziamo, un'altra cosa, un altro, un'altra, per quanto riguarda,
    a proposito di, che cos'è, cos'è, come, perché, bene, benvenuti, ciao, grazie, domande`,
}
