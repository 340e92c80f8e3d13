import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { controlClass, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { messages } from './messages.ts'
import type { TextFieldProps } from './text-field.tsx'

/** A password, shown to who asks for it. */
export function PasswordField({
  label,
  hint,
  error,
  className,
  inputClassName,
  ...rest
}: TextFieldProps) {
  const text = useMessages(messages)
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <Field {...({ label, hint, error, className } as FieldProps)}>
      {(control) => (
        <div className="relative">
          <input
            autoComplete="current-password"
            {...rest}
            {...control}
            type={isShown ? 'text' : 'password'}
            className={cn(controlClass, 'pe-10', inputClassName)}
          />
          <button
            type="button"
            aria-pressed={isShown}
            aria-label={isShown ? text.hidePassword : text.showPassword}
            onClick={() => setShown(!isShown)}
            className="absolute inset-y-0 end-0 grid w-9 place-items-center rounded text-muted hover:text-ink"
          >
            <Icon aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </Field>
  )
}
