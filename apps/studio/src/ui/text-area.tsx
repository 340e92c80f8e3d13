import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'

export interface TextAreaProps
  extends Omit<FieldProps, 'children'>, Omit<ComponentProps<'textarea'>, 'children' | 'className'> {
  inputClassName?: string
}

/** Text of several lines; it grows with what is written. */
export function TextArea({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  className,
  inputClassName,
  rows = 3,
  ...rest
}: TextAreaProps) {
  const field = { label, hint, error, isOptional, isLabelHidden, className }
  return (
    <Field {...(field as FieldProps)}>
      {(control) => (
        <textarea
          rows={rows}
          {...rest}
          {...control}
          className={cn(
            controlClass,
            'field-sizing-content max-h-[60dvh] min-h-20 py-2',
            inputClassName,
          )}
        />
      )}
    </Field>
  )
}
