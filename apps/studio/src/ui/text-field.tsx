import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'

export interface TextFieldProps
  extends Omit<FieldProps, 'children'>, Omit<ComponentProps<'input'>, 'children' | 'className'> {
  inputClassName?: string
}

/** One line of text. */
export function TextField({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  className,
  inputClassName,
  ...rest
}: TextFieldProps) {
  const field = { label, hint, error, isOptional, isLabelHidden, className }
  return (
    <Field {...(field as FieldProps)}>
      {(control) => <input {...rest} {...control} className={cn(controlClass, inputClassName)} />}
    </Field>
  )
}
