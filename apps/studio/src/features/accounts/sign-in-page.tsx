import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Building2, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/queries.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'
import { AccountFrame, linkClass } from './parts/account-frame.tsx'
import { useEnter } from './parts/enter.ts'
import { arePasskeysKnown, PasskeyError, signInWithPasskey } from './parts/passkey.ts'
import { SecondFactor } from './parts/second-factor.tsx'
import { keptInvitation } from './parts/token.ts'
import { WorkSignIn } from './parts/work-sign-in.tsx'

type View = 'password' | 'factor' | 'work'

/** The ways in that this installation offers. */
export function SignInPage() {
  const text = useMessages(messages)
  const { next } = useSearch({ from: '/sign-in' })
  const { data: methods } = useQuery(query('GET /auth/methods', {}))
  const [view, setView] = useState<View>('password')
  const enter = useEnter()

  if (view === 'factor') {
    return <SecondFactor onBack={() => setView('password')} onIn={() => enter(next)} />
  }
  if (view === 'work') return <WorkSignIn next={next} onBack={() => setView('password')} />

  const canSignUp = methods && (methods.sign_up === 'open' || methods.is_empty)
  return (
    <AccountFrame
      title={text.signIn}
      text={text.signInText}
      footer={
        canSignUp && (
          <>
            {text.noAccount}{' '}
            <Link to="/sign-up" className={linkClass}>
              {methods.is_empty ? text.makeFirst : text.makeAccount}
            </Link>
          </>
        )
      }
    >
      {methods?.password !== false && (
        <PasswordForm onFactor={() => setView('factor')} onIn={() => enter(next)} />
      )}
      {methods && (
        <OtherWays
          methods={methods}
          next={next}
          onWork={() => setView('work')}
          onIn={() => enter(next)}
        />
      )}
    </AccountFrame>
  )
}

function PasswordForm({ onFactor, onIn }: { onFactor: () => void; onIn: () => void }) {
  const text = useMessages(messages)
  const signIn = useMutation({
    mutationFn: (input: { email: string; password: string }) => call('POST /auth/sign-in', input),
    onSuccess: ({ status }) => (status === 'signed_in' ? onIn() : onFactor()),
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        signIn.mutate({
          email: String(form.get('email')),
          password: String(form.get('password')),
        })
      }}
    >
      <TextField
        label={text.email}
        name="email"
        type="email"
        autoComplete="username webauthn"
        required
      />
      <PasswordField label={text.password} name="password" required />
      <ProblemNote error={signIn.error} />
      <Button type="submit" variant="primary" size="large" isPending={signIn.isPending}>
        {text.signIn}
      </Button>
      <Link to="/forgot-password" className={`self-center text-sm ${linkClass}`}>
        {text.forgot}
      </Link>
    </form>
  )
}

interface OtherWaysProps {
  methods: {
    password: boolean
    passkey: boolean
    github: boolean
    google: boolean
    sso: boolean
  }
  next: string | undefined
  onWork: () => void
  onIn: () => void
}

function OtherWays({ methods, next, onWork, onIn }: OtherWaysProps) {
  const text = useMessages(messages)
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onIn })
  const social = useMutation({
    async mutationFn(provider: 'github' | 'google') {
      const invitation = keptInvitation()
      const { url } = await call('POST /auth/sign-in/social', {
        provider,
        return_to: next ?? (invitation ? '/join' : '/'),
        ...(invitation && { invitation }),
      })
      location.assign(url)
    },
  })
  const hasPasskey = methods.passkey && arePasskeysKnown()
  if (!hasPasskey && !methods.github && !methods.google && !methods.sso) return null
  const { error } = passkey
  return (
    <div className="flex flex-col gap-2.5">
      {methods.password && (
        <p className="my-1 flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {text.or}
        </p>
      )}
      {hasPasskey && (
        <Button
          icon={KeyRound}
          size="large"
          isPending={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {text.withPasskey}
        </Button>
      )}
      {methods.github && (
        <Button size="large" onClick={() => social.mutate('github')}>
          {text.withGithub}
        </Button>
      )}
      {methods.google && (
        <Button size="large" onClick={() => social.mutate('google')}>
          {text.withGoogle}
        </Button>
      )}
      {methods.sso && (
        <Button icon={Building2} size="large" onClick={onWork}>
          {text.withSso}
        </Button>
      )}
      {error instanceof PasskeyError ? (
        <p role="alert" className="text-sm text-danger">
          {error.isCancelled ? text.passkeyCancelled : text.passkeyFailed}
        </p>
      ) : (
        <ProblemNote error={error ?? social.error} />
      )}
    </div>
  )
}
