import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  label: ReactNode
  hint?: ReactNode
}

const boxClass = 'mt-0.5 size-4.5 shrink-0 accent-(--accent)'

function Choice({ type, label, hint, className, ...rest }: ChoiceProps & { type: string }) {
  const id = useId()
  return (
    <div className={cn('flex min-h-7 items-start gap-2.5 py-0.5', className)}>
      <input
        id={id}
        type={type}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
        className={boxClass}
      />
      <div className="text-sm">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

/** Yes or no, sent with the form it is in. */
export const Checkbox = (props: ChoiceProps) => <Choice {...props} type="checkbox" />

/** One of a few that are all in sight. Several of one `name` belong together. */
export const Radio = (props: ChoiceProps) => <Choice {...props} type="radio" />

export interface RadioGroupProps {
  label: string
  name: string
  value: string
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[]
  onChange: (value: string) => void
}

export function RadioGroup({ label, name, value, options, onChange }: RadioGroupProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          label={option.label}
          hint={option.hint}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  )
}

export interface SwitchProps {
  label: ReactNode
  hint?: ReactNode
  isOn: boolean
  isDisabled?: boolean
  onChange: (isOn: boolean) => void
}

/** On or off, at once. */
export function Switch({ label, hint, isOn, isDisabled, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-6 py-1.5">
      <div className="text-sm">
        <label id={`${id}-label`} htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted">
            {hint}
          </p>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={isDisabled}
        onClick={() => onChange(!isOn)}
        className="group relative h-6 w-10.5 shrink-0 rounded-full border border-edge bg-sunken transition-colors aria-checked:border-accent aria-checked:bg-accent disabled:opacity-55"
      >
        <span className="absolute inset-y-0 start-0.5 my-auto size-4.5 rounded-full bg-edge transition-[inset-inline-start] group-aria-checked:start-[calc(100%-1.25rem)] group-aria-checked:bg-on-accent forced-colors:bg-[ButtonText] forced-colors:group-aria-checked:bg-[Highlight]" />
      </button>
    </div>
  )
}
