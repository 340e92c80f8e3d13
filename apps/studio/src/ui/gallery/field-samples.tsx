import { useState } from 'react'
import { Checkbox, RadioGroup, Switch } from '../choice.tsx'
import { CopyField } from '../copy-field.tsx'
import { FileDrop } from '../file-drop.tsx'
import { PasswordField } from '../password-field.tsx'
import { SearchField } from '../search-field.tsx'
import { Section } from '../section.tsx'
import { SelectField } from '../select-field.tsx'
import { TextArea } from '../text-area.tsx'
import { TextField } from '../text-field.tsx'
import { showToast } from '../toasts.ts'

export function FieldSamples() {
  const [search, setSearch] = useState('')
  return (
    <Section title="Fields" description="A label above, help below, and what is wrong beside it.">
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        <ProjectForm />
        <div className="flex flex-col gap-4">
          <SearchField label="Search articles" value={search} onSearch={setSearch} />
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
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label="Name"
        name="name"
        defaultValue="Field notes"
        hint="Members see it in the sidebar."
        error="There is a project of this name. Choose another."
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
    </div>
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
