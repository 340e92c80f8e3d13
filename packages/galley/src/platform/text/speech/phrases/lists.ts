/** The words of a list written with white space between them. */
export function words(list: string): string[] {
  return list.trim().split(/\s+/)
}

/** The phrases of a list written with `|` or line ends between them. */
export function phrases(list: string): string[] {
  return list
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean)
}

/** Regular expressions, one or more a line: each line is one alternation. */
export function patterns(list: string): string[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
