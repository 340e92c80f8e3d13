/**
 * Common given names of Europe and the Americas that are no ordinary words: what a person is
 * called names no subject.
 */
const givenNames: ReadonlySet<string> = new Set(
  `aaron adam adrian alan albert alejandro alex alexander alexandra alice alicia amanda amelia amy ana andrea andreas andrew andrés angela anna anne annie anthony antoine antonio arthur barbara beatriz ben benjamin bernard beth bob bram brandon brenda brian bruno bryan camille carla carlos carol caroline catherine cédric charles charlotte chris christian christina christine christoph christopher claire claudia cynthia daniel daniela dave david deborah dennis diana diego dominik don donna dorothy doug eduardo edward elena elizabeth emily emma enrique eric erik evan felix fernando florian francisco françois frank gabriel gary george gerard gerhard gilles gloria greg gregory guillaume gustavo hannah hans heather heinrich helen helena hélène henrik henry hugo ian ignacio ingrid isabel isabella ivan jack jacob jake james jan jane janet jared jason javier jean jeff jennifer jeremy jérôme jess jessica jesús jim joan joana joão joe joel johannes john johnny jon jonas jonathan jorge josé josef joseph josh joshua juan julia julian julie jürgen justin karen karin karl kate katharina katherine katie keith kelly ken kevin klaus kristen kyle lars laura lauren laurent leo leonardo linda lisa lorenzo louis luca lucas lucía lucy luís luis luiz lukas magdalena manuel marc marcel marcelo marco marcos margaret maría maria marie mario markus marta martin martina mary mateo mathieu matt matteo matthew matthias maurice megan melissa michael michel michelle miguel mike monika murch natalie nathalie nathan nicholas nick nicolas nicole nikolas nina oliver olivia olivier oscar pablo pamela patrice patrick paul paula paulo pedro peter philip philippe pierre pieter rachel rafael raphael raymond rebecca renato ricardo richard rob robert roberto rodrigo roger roland ronald rosa ruth ryan sam samantha samuel sandra sara sarah scott sean sébastien sergio sharon simon simone sofia sophie stefan stephan stephanie stephen steve steven susan susanne sylvain tamara teresa thomas tiago tim timothy tobias tom tommy tony tyler valerie vanessa vera verena veronica víctor victor vincent virginie vladimir walter wendy werner william wolfgang xavier yannick yann yves zach`.split(
    /\s+/,
  ),
)

/** Whether a text holds a given name, written as one. */
export function namesPerson(text: string): boolean {
  return [...text.matchAll(/(?<![\p{L}\p{N}-])\p{Lu}\p{Ll}+/gu)].some(([word]) =>
    givenNames.has(word.toLowerCase()),
  )
}
