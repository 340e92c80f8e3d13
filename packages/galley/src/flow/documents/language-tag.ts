import { z } from 'zod'

/**
 * A BCP 47 language tag, in its canonical spelling: what `Intl` and HTML's `lang` take.
 *
 * @example
 * LanguageTag.parse('pt-br') // 'pt-BR'
 */
export const LanguageTag = z
  .string()
  .max(35)
  .refine(isLanguageTag, 'Give a BCP 47 language tag, for example "en" or "pt-BR"')
  .overwrite((tag) => (isLanguageTag(tag) ? Intl.getCanonicalLocales(tag)[0]! : tag))

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
