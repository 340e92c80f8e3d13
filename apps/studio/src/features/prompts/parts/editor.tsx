import type { Draft } from '../draft.ts'
import { Composed } from './composed.tsx'
import { PromptFields } from './prompt-fields.tsx'

export interface EditorProps {
  draft: Draft
  onChange: (draft: Draft) => void
  values: Readonly<Record<string, string>>
  onValues: (values: Readonly<Record<string, string>>) => void
  isReadOnly?: boolean
}

/** What a prompt says, and beside it what a model gets of it. */
export function Editor({ draft, onChange, values, onValues, isReadOnly = false }: EditorProps) {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <fieldset disabled={isReadOnly} className="min-w-0">
        <PromptFields draft={draft} onChange={onChange} />
      </fieldset>
      <div className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto">
        <Composed content={draft.content} values={values} onValues={onValues} />
      </div>
    </div>
  )
}
