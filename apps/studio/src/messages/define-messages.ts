import { isPseudo, languageOf, locale, useLocale } from './locale.ts'
import type { Language, Locale } from './locale.ts'
import { stretch } from './stretch.ts'

/** A text, or a function that makes one from values. */
type Message = string | ((...values: never[]) => string)
type Messages = Readonly<Record<string, Message>>

/** The same names in every language, and functions of the same values. */
type Translated<Source extends Messages> = {
  readonly [Name in keyof Source]: Source[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string
}

/** Messages, with the one function that reads them in the language of the moment. */
export type MessageSet<Source extends Messages> = (at?: Locale) => Translated<Source>

/**
 * The messages of one feature in every language. English says which there are; a language that
 * lacks one, or has one too many, does not compile.
 *
 * @example
 * const messages = defineMessages({
 *   en: { title: 'Sources', found: (count: number) => plural(count, { one: '# source', other: '# sources' }) },
 *   de: { title: 'Quellen', found: (count) => plural(count, { one: '# Quelle', other: '# Quellen' }) },
 * })
 * const text = useMessages(messages)
 * text.found(3) // '3 sources'
 */
export function defineMessages<const Source extends Messages>(
  texts: { en: Source } & Record<Exclude<Language, 'en'>, Translated<Source>>,
): MessageSet<Source> {
  const stretched = new Map<Language, Translated<Source>>()
  return (at = locale()) => {
    const language = languageOf(at)
    const own = texts[language] as Translated<Source>
    if (!isPseudo(at)) return own
    if (!stretched.has(language)) stretched.set(language, stretchAll(own))
    return stretched.get(language)!
  }
}

/** A feature's messages in the language of the page. */
export function useMessages<Source extends Messages>(
  messages: MessageSet<Source>,
): Translated<Source> {
  return messages(useLocale())
}

function stretchAll<Source extends Messages>(texts: Translated<Source>): Translated<Source> {
  const all = Object.entries(texts as Messages).map(([name, message]) => [
    name,
    typeof message === 'string'
      ? stretch(message)
      : (...values: never[]) => stretch(message(...values)),
  ])
  return Object.fromEntries(all) as Translated<Source>
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * The form that a language uses for a number; `#` becomes the number as it is written there.
 *
 * @example
 * plural(1, { one: '# step', other: '# steps' }) // '1 step'
 */
export function plural(count: number, forms: Forms): string {
  const language = languageOf(locale())
  const form = forms[pluralRules(language).select(count)] ?? forms.other
  return form.replaceAll('#', numbers(language).format(count))
}

const pluralRules = remember((language) => new Intl.PluralRules(language))
const numbers = remember((language) => new Intl.NumberFormat(language))

function remember<Made>(make: (language: Language) => Made): (language: Language) => Made {
  const made = new Map<Language, Made>()
  return (language) => {
    if (!made.has(language)) made.set(language, make(language))
    return made.get(language)!
  }
}
