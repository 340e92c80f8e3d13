const plain = 'abcdefghijklmnoprstuvwyzACDEGHIKLNORSTUWYZ'
const accented = 'àƀćďéƒĝĥíĵķļɱñőƥŕšťúṽŵýžÀĆĎÉĜĤÍĶĻÑŐŔŠŤÚŴÝŽ'

const accents = new Map([...plain].map((letter, index) => [letter, [...accented][index]!]))

/**
 * A message as a test sees it: accented, a third longer, and in brackets. What is plain on a
 * stretched page was never a message; a bracket that is not seen was cut off.
 *
 * @example
 * stretch('Save') // '⟦Šàṽé··⟧'
 */
export function stretch(text: string): string {
  if (text === '') return text
  const written = [...text].map((letter) => accents.get(letter) ?? letter).join('')
  return `⟦${written}${'·'.repeat(Math.ceil(text.length / 3))}⟧`
}
