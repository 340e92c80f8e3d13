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

function choose(studio: Studio): void {
  setTheme(studio.theme)
  if (studio.locale !== null && isLanguage(studio.locale)) setLocale(studio.locale)
  setPreference('ghostText', studio.ghost_text)
  setPreference('singleKeyShortcuts', studio.single_key_shortcuts)
  setPreference('tips', studio.tips)
  setPreference('checklist', !studio.checklist.is_hidden)
}

/**
 * Choices go with the person to every browser. This browser has shown its own before the first
 * paint; what the account says comes in once, and what is changed here goes out.
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
    choose(studio)
    let sent = JSON.stringify(choicesHere())
    let timer: ReturnType<typeof setTimeout> | undefined
    const send = () => {
      const choices = choicesHere()
      if (JSON.stringify(choices) === sent) return
      sent = JSON.stringify(choices)
      // Lost with the connection it is still right in this browser.
      void call('PATCH /account/preferences', { studio: choices }).catch(() => undefined)
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(send, PAUSE_MS)
    }
    const stops = [watchPreferences(later), watchTheme(later), watchLocale(later)]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [studio])
}
