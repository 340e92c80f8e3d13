import type { LanguageWords } from './profile.ts'

export const german: LanguageWords = {
  stopWords: `
    ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf
    aus bei beide beiden beim bin bis bist da dabei dadurch dafür dagegen daher dahin damit danach dann
    daran darauf daraus darin darum darüber das dass dasselbe davon dazu dein deine deinem deinen deiner
    dem den denen denn der deren derer des deshalb dessen dich die dies diese diesem diesen dieser dieses
    dir doch dort du durch ein eine einem einen einer eines einfach einige einigen einiger einiges einmal
    er es etwa etwas euch euer eure eurem euren eurer für ganz gar geben gegen geht gemacht genau gerade
    gesagt gewesen gibt gut habe haben hab hat hatte hatten hattest hier hin hinter ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer ihres im immer in indem ins irgendwie ist ja jede jedem jeden jeder jedes jetzt
    jene jenem jenen jener jenes kann kannst kein keine keinem keinen keiner können könnte könnten lassen
    machen macht mal man manche manchem manchen mancher manches mehr mein meine meinem meinen meiner mich
    mir mit muss müssen musste möchte nach natürlich ne nein nicht nichts noch nun nur ob oder ohne schon
    sehr sei seid sein seine seinem seinen seiner seines seit selbst sich sie sind so solche solchem
    solchen solcher solches soll sollen sollte sollten sondern sonst sowie um und uns unser unsere unserem
    unseren unserer unter vom von vor wann war waren warst warum was weg weil weiter welche welchem
    welchen welcher welches wenn wer werde werden wie wieder wieso will wir wird wirst wo wollen wollte
    wurde wurden während wäre wären würde würden zu zum zur zwar zwischen über also halt eben eigentlich
    sache sachen ding dinge äh ähm`,
  abbreviations: `
    hr fr hrn dr prof dipl ing st nr nrn bd bde s f vgl z.b z. b d.h u.a u.ä usw bzw ca evtl ggf
    inkl exkl etc sog str tel art abb tab kap aufl hrsg jh v.chr n.chr mio mrd bspw o.ä i.d.r s.o s.u
    jan feb mär apr jun jul aug sep sept okt nov dez gmbh min max geb gest`,
  fillers: `
    äh, ähm, öh, hm, hmm, also, ja, naja, na ja, halt, eben, sozusagen, quasi, irgendwie, eigentlich,
    im prinzip, im grunde, im endeffekt, grundsätzlich, ehrlich gesagt, weißt du, wissen sie, ich meine,
    ich sag mal, sag ich mal, sagen wir mal, ich glaube, ich denke, ich würde sagen, ne, gell, oder so,
    und so, und so weiter, genau, okay, mal, einfach`,
  danglingOpeners: `
    und, aber, oder, also, das, dies, diese, dieser, dieses, es, er, sie, die, der, dann, deshalb, deswegen,
    daher, darum, dadurch, damit, außerdem, auch, denn, weil, dass, was, jedoch, trotzdem, ja, nein, doch,
    genau, okay, richtig, dort, da, hier, dabei, davon, dazu, sonst, stattdessen, zum beispiel,
    das heißt, andererseits`,
  topicOpeners: `
    sprechen wir über, reden wir über, lass uns über, lassen sie uns, kommen wir zu, kommen wir zum,
    kommen wir jetzt, als nächstes, der nächste, die nächste, das nächste, nächste frage, letzte frage,
    nächster punkt, weiter geht, zunächst, zuerst, erstens, zweitens, drittens, schließlich, zum schluss,
    zum abschluss, abschließend, zusammenfassend, fangen wir an, beginnen wir, ein weiterer, eine weitere,
    ein anderer, noch eine frage, meine frage, was ist, was sind, wie, warum, wieso, was das angeht,
    in bezug auf, apropos, jetzt, nun, so, gut, okay, willkommen, hallo, danke, vielen dank, fragen`,
}
