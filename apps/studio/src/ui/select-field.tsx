import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'

export interface SelectOption {
  value: string
  label: string
  isDisabled?: boolean
}

export interface SelectFieldProps
  extends Omit<FieldProps, 'children'>, Omit<ComponentProps<'select'>, 'children' | 'className'> {
  options: readonly SelectOption[]
}

/** One of a list; the browser's own, which every device does well. */
export function SelectField({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  className,
  options,
  ...rest
}: SelectFieldProps) {
  const field = { label, hint, error, isOptional, isLabelHidden, className }
  return (
    <Field {...(field as FieldProps)}>
      {(control) => (
        <div className="relative">
          <select {...rest} {...control} className={cn(controlClass, 'appearance-none pe-8')}>
            {options.map(({ value, label, isDisabled }) => (
              <option key={value} value={value} disabled={isDisabled}>
                {label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-muted"
          />
        </div>
      )}
    </Field>
  )
}
