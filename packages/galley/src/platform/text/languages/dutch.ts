import type { LanguageWords } from './profile.ts'

export const dutch: LanguageWords = {
  stopWords: `
    aan af al alle alleen als altijd andere anders ben bent bij bijna bijvoorbeeld daar daarna dan dat de
    deze die ding dingen dit doen doet door dus echt een eens eerst eigenlijk elke en er erg ergens even
    gaan gaat geen gedaan geweest gewoon goed haar had hadden heb hebben hebt heeft heel hem hen het hier
    hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan kunnen kun laat later maar maken mag
    me meer mensen met mij mijn misschien moet moeten mogen na naar nee net niemand niet niets nog nooit
    nou nu of om omdat ons onze ook op over paar precies soms staat te tegen toch toen tot tussen u uit
    uw van vaak veel vind voor waar waarom want waren was wat we weer weet wel welke werd werden wie wij
    wil willen worden wordt zal ze zeg zeggen zegt zei zelf zich zij zijn zo zoals zonder zou zouden`,
  abbreviations: `
    dhr mevr mw mr dr drs ing prof st nr nrs blz p pp bijv d.w.z enz e.d etc evt excl incl fig hfst
    i.p.v m.b.t o.a o.m resp t.a.v t.o.v vgl z.s.m ca jan feb mrt apr jun jul aug sep sept okt nov dec`,
  fillers: `
    eh, ehm, uh, uhm, nou, nou ja, zeg maar, weet je, snap je, ik bedoel, gewoon, eigenlijk, een beetje,
    soort van, min of meer, ik denk, ik denk dat, volgens mij, ik zou zeggen, en zo, of zo, en zo verder,
    toch, hè, oké, ja`,
  danglingOpeners: `
    en, of, maar, dus, dat, dit, die, deze, het, hij, zij, ze, dan, toen, ook, daarom, daardoor, want,
    omdat, wat, echter, toch, ja, nee, oké, precies, klopt, daar, er, hier, bovendien, anders,
    bijvoorbeeld, daarentegen, met andere woorden`,
  topicOpeners: `
    laten we het hebben over, laten we, we gaan het hebben over, we gaan naar, dan gaan we, volgende,
    de volgende, het volgende, volgende vraag, laatste vraag, nog een vraag, mijn vraag, de vraag is,
    ten eerste, ten tweede, ten derde, eerst, tot slot, ten slotte, samenvattend, om te beginnen,
    een andere, nog een, wat betreft, over, wat is, wat zijn, hoe, waarom, nu, oké, goed, welkom, hallo,
    dank je, bedankt, vragen`,
}
