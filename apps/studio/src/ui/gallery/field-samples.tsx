import { useState } from 'react'
import { ApiError } from '../../api/errors.ts'
import { Button } from '../button.tsx'
import { Checkbox, RadioGroup, Switch } from '../choice.tsx'
import { Combobox } from '../combobox.tsx'
import { CopyField } from '../copy-field.tsx'
import { FileDrop } from '../file-drop.tsx'
import { Form } from '../form.tsx'
import { PasswordField } from '../password-field.tsx'
import { SearchField } from '../search-field.tsx'
import { Section } from '../section.tsx'
import { SelectField } from '../select-field.tsx'
import { TextArea } from '../text-area.tsx'
import { TextField } from '../text-field.tsx'
import { showToast } from '../toasts.ts'

const zones = ['Europe/Berlin', 'Europe/Zürich', 'America/New York', 'Asia/Tokyo', 'UTC']

/** What the API says when a name is taken. */
const taken = new ApiError(new Response(null, { status: 422 }), {
  detail: 'The project could not be made.',
  errors: [{ pointer: '/name', message: 'There is a project of this name. Choose another.' }],
})

export function FieldSamples() {
  const [zone, setZone] = useState<string | null>('Europe/Berlin')
  const [search, setSearch] = useState('')
  return (
    <Section title="Fields" description="A label above, help below, and what is wrong beside it.">
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        <ProjectForm />
        <div className="flex flex-col gap-4">
          <SearchField label="Search articles" value={search} onSearch={setSearch} />
          <Combobox
            label="Time zone"
            hint="Times in this workspace are shown in it."
            options={zones.map((name) => ({ value: name, label: name }))}
            value={zone}
            onChange={setZone}
          />
          <TextArea label="Standfirst" isOptional placeholder="One or two sentences" />
          <PasswordField label="Password" name="password" />
          <Choices />
        </div>
        <FileDrop
          label="Drop recordings here, or choose them"
          hint="Audio, video or text, up to 2 GB each"
          accept=".md,audio/*"
          isMultiple
          onFiles={(files) => showToast({ message: `${files.length} on the way.` })}
        />
        <CopyField label="Secret" value="glly_sk_4f1c09b7d2e84a55b0a3" />
      </div>
    </Section>
  )
}

function ProjectForm() {
  const [error, setError] = useState<unknown>(null)
  return (
    <Form
      error={error}
      onSubmit={() => setError(taken)}
      actions={
        <>
          <Button type="submit" variant="primary">
            Make the project
          </Button>
          <Button variant="quiet" onClick={() => setError(null)}>
            Cancel
          </Button>
        </>
      }
    >
      {(errors) => (
        <>
          <TextField
            label="Name"
            name="name"
            defaultValue="Field notes"
            hint="Members see it in the sidebar."
            error={errors.name}
          />
          <SelectField
            label="Language"
            options={[
              { value: 'en', label: 'English' },
              { value: 'de', label: 'German' },
            ]}
          />
          <TextField label="Address" isOptional placeholder="https://" type="url" />
          <TextField label="Owner" value="Anna Berg" readOnly />
        </>
      )}
    </Form>
  )
}

function Choices() {
  const [isOn, setOn] = useState(true)
  const [tone, setTone] = useState('plain')
  return (
    <>
      <Switch
        label="Publish on approval"
        hint="As soon as the last reviewer agrees."
        isOn={isOn}
        onChange={setOn}
      />
      <Checkbox label="Keep the original recordings" defaultChecked />
      <RadioGroup
        label="Tone"
        name="tone"
        value={tone}
        onChange={setTone}
        options={[
          { value: 'plain', label: 'Plain' },
          { value: 'warm', label: 'Warm', hint: 'Speaks to the reader.' },
        ]}
      />
    </>
  )
}
