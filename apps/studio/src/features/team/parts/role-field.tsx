import { useMessages } from '../../../messages/define-messages.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { messages } from '../messages.ts'
import { useRoles } from './use-roles.ts'

interface RoleFieldProps {
  value: string
  onChange: (role: string) => void
}

/** One of the workspace's roles, with what it is for. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  const text = useMessages(messages)
  const roles = useRoles()
  return (
    <SelectField
      label={text.role}
      value={value}
      hint={roles.find(({ id }) => id === value)?.description}
      options={roles.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
