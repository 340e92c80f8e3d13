import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api/call.ts'
import type { Output } from '../api/call.ts'
import { query } from '../api/queries.ts'
import { isLanguage, locale, setLocale, watchLocale } from '../messages/locale.ts'
import { currentPreferences, setPreference, watchPreferences } from './preferences.ts'
import { currentTheme, setTheme, watchTheme } from './theme.ts'

type Studio = Output<'GET /account/preferences'>['studio']
type Choices = Pick<Studio, 'theme' | 'locale' | 'ghost_text' | 'single_key_shortcuts' | 'tips'> & {
  checklist: { is_hidden: boolean }
}

const KNOWN = 'galley.preferences.account'
const PAUSE_MS = 600

/** What is chosen in this browser, as the account keeps it. */
function choicesHere(): Choices {
  const { ghostText, singleKeyShortcuts, tips, checklist } = currentPreferences()
  const language = locale()
  return {
    theme: currentTheme(),
    locale: isLanguage(language) ? language : null,
    ghost_text: ghostText,
    single_key_shortcuts: singleKeyShortcuts,
    tips,
    checklist: { is_hidden: !checklist },
  }
}

/** What the account had when this browser last heard of it; what no account was ever told else. */
function knownToAccount(): Choices {
  const fresh = { ghost_text: true, single_key_shortcuts: true, tips: true }
  const untold = { ...choicesHere(), ...fresh, checklist: { is_hidden: false } }
  try {
    return { ...untold, ...(JSON.parse(localStorage.getItem(KNOWN) ?? '{}') as Partial<Choices>) }
  } catch {
    return untold
  }
}

function rememberKnown(choices: Choices): void {
  try {
    localStorage.setItem(KNOWN, JSON.stringify(choices))
  } catch {
    // Then what the account says counts the next time.
  }
}

/** What was chosen here since, also on a page that closed before it could be told. */
function choicesSince(before: Choices): Partial<Choices> {
  const changed = Object.entries(choicesHere()).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Choices]),
  )
  return Object.fromEntries(changed)
}

function choose(studio: Choices): void {
  setTheme(studio.theme)
  // What only tests speak is no choice of the account's, and stays.
  if (isLanguage(studio.locale) && isLanguage(locale())) setLocale(studio.locale)
  setPreference('ghostText', studio.ghost_text)
  setPreference('singleKeyShortcuts', studio.single_key_shortcuts)
  setPreference('tips', studio.tips)
  setPreference('checklist', !studio.checklist.is_hidden)
}

/**
 * Choices go with the person to every browser. This browser has shown its own before the first
 * paint; what the account says comes in once, and what was changed here goes out.
 */
export function usePreferenceSync(): void {
  const { data } = useQuery({
    ...query('GET /account/preferences', {}),
    staleTime: Infinity,
    retry: false,
  })
  const studio = data?.studio
  useEffect(() => {
    if (!studio) return
    const since = choicesSince(knownToAccount())
    choose(studio)
    let sent = JSON.stringify(choicesHere())
    rememberKnown(choicesHere())
    choose({ ...choicesHere(), ...since })
    let timer: ReturnType<typeof setTimeout> | undefined
    const send = () => {
      clearTimeout(timer)
      const choices = choicesHere()
      if (JSON.stringify(choices) === sent) return
      sent = JSON.stringify(choices)
      // It outlives its page. Lost with the connection it is told by the next one.
      void call('PATCH /account/preferences', { studio: choices }, { keepalive: true }).then(
        () => rememberKnown(choices),
        () => undefined,
      )
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(send, PAUSE_MS)
    }
    const stops = [watchPreferences(later), watchTheme(later), watchLocale(later)]
    window.addEventListener('pagehide', send)
    send()
    return () => {
      window.removeEventListener('pagehide', send)
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [studio])
}
