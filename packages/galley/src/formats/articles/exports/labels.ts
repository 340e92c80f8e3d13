const takeaways: Readonly<Record<string, string>> = {
  ar: 'أهم النقاط',
  cs: 'To hlavní',
  da: 'Det vigtigste',
  de: 'Das Wichtigste',
  en: 'Key takeaways',
  es: 'Ideas clave',
  fi: 'Tärkeimmät kohdat',
  fr: 'L’essentiel',
  he: 'עיקרי הדברים',
  it: 'In sintesi',
  ja: '要点',
  ko: '핵심 요약',
  nl: 'De kern',
  no: 'Det viktigste',
  pl: 'Najważniejsze',
  pt: 'Pontos principais',
  ru: 'Главное',
  sv: 'Det viktigaste',
  tr: 'Öne çıkanlar',
  uk: 'Головне',
  zh: '要点',
}

/** The heading over the takeaways, in the article's language where we have it. */
export function takeawaysLabel(language: string): string {
  const { language: base } = new Intl.Locale(language)
  return takeaways[base === 'nb' || base === 'nn' ? 'no' : base] ?? takeaways['en']!
}
