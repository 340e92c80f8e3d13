import { setPreference, usePreference } from '../../app/preferences.ts'
import type { Preferences } from '../../app/preferences.ts'
import { setTheme, useTheme } from '../../app/theme.ts'
import type { Theme } from '../../app/theme.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { languageOf, languages, setLocale, useLocale } from '../../messages/locale.ts'
import type { Language } from '../../messages/locale.ts'
import { RadioGroup, Switch } from '../../ui/choice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { messages } from './messages.ts'

/** How the studio looks and behaves. Everything counts at once. */
export function PreferencesPage() {
  const text = useMessages(messages)
  useTitle(text.preferences)
  const theme = useTheme()
  const locale = useLocale()
  return (
    <>
      <PageHeader title={text.preferences} description={text.preferencesAbout} />
      <div className="max-w-xl">
        <Section title={text.theme}>
          <RadioGroup
            label={text.theme}
            name="theme"
            value={theme}
            onChange={(next) => setTheme(next as Theme)}
            options={[
              { value: 'system', label: text.themeSystem },
              { value: 'light', label: text.themeLight },
              { value: 'dark', label: text.themeDark },
            ]}
          />
        </Section>
        <Section title={text.language}>
          <SelectField
            label={text.language}
            isLabelHidden
            value={languageOf(locale)}
            className="max-w-60"
            options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
            onChange={(event) => setLocale(event.target.value as Language)}
          />
        </Section>
        <Section title={text.writing}>
          <Preference name="ghostText" label={text.ghostText} hint={text.ghostTextHint} />
          <Preference name="singleKeyShortcuts" label={text.keys} hint={text.keysHint} />
          <Preference name="checklist" label={text.checklist} />
          <Preference name="tips" label={text.tips} hint={text.tipsHint} />
        </Section>
      </div>
    </>
  )
}

interface PreferenceProps {
  name: keyof Preferences
  label: string
  hint?: string
}

function Preference({ name, label, hint }: PreferenceProps) {
  const isOn = usePreference(name)
  return (
    <Switch label={label} hint={hint} isOn={isOn} onChange={(next) => setPreference(name, next)} />
  )
}
