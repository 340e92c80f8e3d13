import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Input } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../prompt-messages.ts'

type PromptChoice = Pick<
  Input<'POST /pipelines/generate_blog'>,
  'prompt_template_id' | 'prompt_version' | 'prompt_values'
>

const VALUE = 'prompt_value:'

/** One of the workspace's prompts, with its variables; nothing where there is none for this. */
export function ChoosePrompt({ purpose }: { purpose: 'article' | 'section' }) {
  const text = useMessages(messages)
  const mayRead = useMay('prompts.read')
  const [id, setId] = useState('')
  const { data: list } = useQuery({
    ...query('GET /prompt-templates', { purpose, sort: 'name', order: 'asc', limit: 100 }),
    enabled: mayRead,
  })
  const { data: template } = useQuery({
    ...query('GET /prompt-templates/{template_id}', { template_id: id }),
    enabled: id !== '',
  })
  if (!list || list.items.length === 0) return null
  return (
    <div className="flex flex-col gap-4 sm:col-span-2">
      <SelectField
        label={text.prompt}
        name="prompt_template_id"
        hint={text.promptHint}
        value={id}
        options={[
          { value: '', label: text.noPrompt },
          ...list.items.map(({ id: value, name }) => ({ value, label: name })),
        ]}
        onChange={(event) => setId(event.target.value)}
      />
      {id !== '' && template && (
        <>
          {/* What was looked at is what writes, also when somebody saves meanwhile. */}
          <input type="hidden" name="prompt_version" value={template.version} />
          {template.content.variables.map(({ name, label, default: standard }) => (
            <TextField
              key={`${id}/${name}`}
              label={label || name}
              name={`${VALUE}${name}`}
              placeholder={standard}
              required={standard === ''}
              maxLength={2000}
            />
          ))}
        </>
      )}
    </div>
  )
}

/** The choice, as a form has it. */
export function readPrompt(form: FormData): PromptChoice {
  const id = String(form.get('prompt_template_id') ?? '')
  if (id === '') return {}
  const version = Number(form.get('prompt_version'))
  const values = [...form].flatMap(([name, value]) =>
    name.startsWith(VALUE) && String(value).trim() !== ''
      ? [[name.slice(VALUE.length), String(value)] as const]
      : [],
  )
  return {
    prompt_template_id: id,
    ...(version > 0 && { prompt_version: version }),
    prompt_values: Object.fromEntries(values),
  }
}
