import { useId } from 'react'
import { useMessages } from '../../../messages/define-messages.ts'
import { Section } from '../../../ui/section.tsx'
import { SegmentedControl } from '../../../ui/segmented-control.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { changeVariable, withVariables } from '../draft.ts'
import type { Draft, PromptContent } from '../draft.ts'
import { messages } from '../messages.ts'
import { ContextPicker } from './context-picker.tsx'

interface PromptFieldsProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

/** Everything that can be said in a prompt. */
export function PromptFields({ draft, onChange }: PromptFieldsProps) {
  const text = useMessages(messages)
  const { name, description, content } = draft
  const set = (change: Partial<PromptContent>) =>
    onChange({ ...draft, content: { ...content, ...change } })
  return (
    <>
      <div className="mb-8 flex flex-col gap-4">
        <TextField
          label={text.name}
          value={name}
          required
          maxLength={120}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
        <TextField
          label={text.description}
          value={description}
          isOptional
          maxLength={500}
          onChange={(event) => onChange({ ...draft, description: event.target.value })}
        />
        <SegmentedControl
          label={text.purpose}
          value={content.purpose}
          options={[
            { value: 'article', label: text.article },
            { value: 'section', label: text.section },
          ]}
          onChange={(purpose) => set({ purpose })}
        />
      </div>
      <Section title={text.style}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Suggesting
            label={text.tone}
            value={content.tone}
            maxLength={200}
            suggestions={text.tones.split('|')}
            onChange={(tone) => set({ tone })}
          />
          <Suggesting
            label={text.format}
            value={content.format}
            maxLength={300}
            suggestions={text.formats.split('|')}
            onChange={(format) => set({ format })}
          />
          <Suggesting
            label={text.audience}
            value={content.audience}
            maxLength={300}
            suggestions={text.audiences.split('|')}
            onChange={(audience) => set({ audience })}
          />
          <SelectField
            label={text.length}
            value={content.length ?? ''}
            options={[
              { value: '', label: text.lengthAuto },
              { value: 'short', label: text.lengthShort },
              { value: 'medium', label: text.lengthMedium },
              { value: 'long', label: text.lengthLong },
            ]}
            onChange={(event) =>
              set({ length: (event.target.value || null) as PromptContent['length'] })
            }
          />
          <TextField
            label={text.language}
            hint={text.languageHint}
            value={content.language ?? ''}
            maxLength={35}
            onChange={(event) => set({ language: event.target.value.trim() || null })}
          />
        </div>
      </Section>
      <Section title={text.instruction} description={text.instructionHint}>
        <TextArea
          label={text.instruction}
          isLabelHidden
          value={content.instruction}
          rows={8}
          maxLength={20_000}
          onChange={(event) => set({ instruction: event.target.value })}
        />
      </Section>
      <Variables content={content} onChange={set} />
      <ContextPicker content={content} onChange={set} />
    </>
  )
}

interface SuggestingProps {
  label: string
  value: string
  maxLength: number
  suggestions: readonly string[]
  onChange: (value: string) => void
}

/** A line of one's own, with a few to take. */
function Suggesting({ suggestions, onChange, ...field }: SuggestingProps) {
  const id = useId()
  return (
    <div>
      <TextField {...field} list={id} onChange={(event) => onChange(event.target.value)} />
      <datalist id={id}>
        {suggestions.map((suggestion) => (
          <option key={suggestion}>{suggestion}</option>
        ))}
      </datalist>
    </div>
  )
}

interface PartProps {
  content: PromptContent
  onChange: (change: Partial<PromptContent>) => void
}

/** They come with the text: whoever writes `{{topic}}` has one. */
function Variables({ content, onChange }: PartProps) {
  const text = useMessages(messages)
  const { variables } = withVariables(content)
  return (
    <Section title={text.variables} description={text.variablesHint}>
      {variables.length === 0 ? (
        <p className="text-sm text-muted">{text.noVariables}</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {variables.map((variable) => (
            <li key={variable.name} className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
              <p className="font-mono text-sm sm:col-span-2">{`{{${variable.name}}}`}</p>
              <TextField
                label={text.variableLabel}
                aria-label={text.labelOf(variable.name)}
                value={variable.label}
                maxLength={80}
                isOptional
                onChange={(event) =>
                  onChange(changeVariable(content, { ...variable, label: event.target.value }))
                }
              />
              <TextField
                label={text.variableDefault}
                aria-label={text.defaultOf(variable.name)}
                value={variable.default}
                maxLength={2000}
                isOptional
                onChange={(event) =>
                  onChange(changeVariable(content, { ...variable, default: event.target.value }))
                }
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
