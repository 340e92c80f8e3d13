import { useMessages } from '../../../messages/define-messages.ts'
import { TextField } from '../../../ui/text-field.tsx'
import type { PromptVariable } from '../draft.ts'
import { messages } from '../messages.ts'

interface ValueFieldsProps {
  variables: readonly PromptVariable[]
  values: Readonly<Record<string, string>>
  onValues: (values: Readonly<Record<string, string>>) => void
}

/** What the variables stand for this time; the default stands where nothing is written. */
export function ValueFields({ variables, values, onValues }: ValueFieldsProps) {
  const text = useMessages(messages)
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-2 text-sm font-medium">{text.values}</legend>
      {variables.map(({ name, label, default: standard }) => (
        <TextField
          key={name}
          label={label || name}
          value={values[name] ?? ''}
          placeholder={standard}
          maxLength={2000}
          onChange={(event) => onValues({ ...values, [name]: event.target.value })}
        />
      ))}
    </fieldset>
  )
}
