import { languageOf, useLocale } from './locale.ts'
import type { Language } from './locale.ts'

/**
 * Numbers, money and times as the language of the page writes them.
 *
 * @example
 * const { money, ago } = useFormats()
 * money(12_500) // '$0.0125'
 */
export function useFormats(): Formats {
  return formatsOf(languageOf(useLocale()))
}

export interface Formats {
  number(value: number): string
  percent(share: number): string
  /** Micro-units of US dollars. Small amounts keep enough digits to be told from nothing. */
  money(micros: number): string
  bytes(count: number): string
  date(at: string | Date): string
  dateTime(at: string | Date): string
  time(at: string | Date): string
  /** '3 minutes ago'; an older time than a week is a date. */
  ago(at: string | Date, now?: number): string
  /** '1.4 s', '3 min 20 s', '2 h 5 min'. */
  duration(milliseconds: number): string
  list(items: readonly string[]): string
}

const made = new Map<Language, Formats>()

export function formatsOf(language: Language): Formats {
  if (!made.has(language)) made.set(language, makeFormats(language))
  return made.get(language)!
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

function makeFormats(language: Language): Formats {
  const integers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const dateTimes = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'medium' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const lists = new Intl.ListFormat(language)
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }).format(value)

  const formats: Formats = {
    number: (value) => integers.format(value),
    percent: (share) => percents.format(share),
    money(micros) {
      const dollars = micros / 1_000_000
      const isSmall = dollars !== 0 && Math.abs(dollars) < 1
      return new Intl.NumberFormat(language, {
        style: 'currency',
        currency: 'USD',
        ...(isSmall && { maximumSignificantDigits: 2 }),
      }).format(dollars)
    },
    bytes(count) {
      if (count < 1000) return unit(count, 'byte')
      if (count < 1_000_000) return unit(count / 1000, 'kilobyte')
      return unit(count / 1_000_000, 'megabyte')
    },
    date: (at) => dates.format(new Date(at)),
    dateTime: (at) => dateTimes.format(new Date(at)),
    time: (at) => times.format(new Date(at)),
    ago(at, now = Date.now()) {
      const passed = new Date(at).getTime() - now
      if (Math.abs(passed) > 7 * 86_400_000) return formats.date(at)
      const [name, size] = UNITS.find(([, size]) => Math.abs(passed) >= size) ?? ['second', 0]
      return relative.format(size === 0 ? 0 : Math.round(passed / size), name)
    },
    duration(milliseconds) {
      if (milliseconds < 1000) return unit(Math.round(milliseconds), 'millisecond')
      const seconds = milliseconds / 1000
      if (seconds < 60) return unit(seconds, 'second')
      const minutes = Math.floor(seconds / 60)
      if (minutes < 60) {
        return `${unit(minutes, 'minute')} ${unit(Math.floor(seconds % 60), 'second')}`
      }
      return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`
    },
    list: (items) => lists.format(items),
  }
  return formats
}
