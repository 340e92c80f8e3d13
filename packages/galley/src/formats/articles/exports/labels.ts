const takeaways: Record<string, string> = {
  en: 'Key takeaways',
  de: 'Das Wichtigste',
  es: 'Ideas clave',
  fr: 'L’essentiel',
  it: 'In sintesi',
  nl: 'De kern',
  pt: 'Pontos principais',
}

/** The heading over the takeaways, in the article's language where we have it. */
export function takeawaysLabel(language: string): string {
  return takeaways[language.split('-')[0]!] ?? takeaways.en!
}
