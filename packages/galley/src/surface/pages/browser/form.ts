import type { Answer, Refusal } from './api.ts'

export type Values = Readonly<Record<string, string>>

interface Behaviour<T> {
  /** What is sent. */
  send(values: Values): Promise<Answer<T>>
  /** What follows when it went well. The form stays busy until it is through. */
  done(value: T, values: Values): void | Promise<void>
  /** True when it has dealt with a refusal itself. */
  refused?(refusal: Refusal): boolean
}

/**
 * Has a form ask the API: one request at a time, problems beside their fields, focus where the next
 * thing is to be done.
 */
export function onSubmit<T>(form: HTMLFormElement, { send, done, refused }: Behaviour<T>): void {
  form.noValidate = true
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (form.ariaBusy === 'true') return
    clearProblems(form)
    if (!isComplete(form)) return
    form.ariaBusy = 'true'
    try {
      const values = valuesOf(form)
      const answer = await send(values)
      if (answer.isOk) await done(answer.value, values)
      else if (!refused?.(answer)) showRefusal(form, answer)
    } catch (error) {
      showProblem(form, 'This page could not go on. Reload it and try again.')
      throw error
    } finally {
      form.ariaBusy = 'false'
    }
  })
}

/** A button that asks the API by itself; `place` tells what went wrong, or what was done. */
export function onPress(
  button: HTMLButtonElement,
  place: HTMLElement,
  work: () => Promise<Refusal | string | null>,
): void {
  button.addEventListener('click', async () => {
    if (button.ariaBusy === 'true') return
    button.ariaBusy = 'true'
    place.textContent = ''
    try {
      const outcome = await work()
      const text = typeof outcome === 'string' ? outcome : outcome?.problem
      if (text) place.textContent = text
    } finally {
      button.ariaBusy = 'false'
    }
  })
}

function valuesOf(form: HTMLFormElement): Values {
  const entries = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}

function isComplete(form: HTMLFormElement): boolean {
  const wrong = inputsOf(form).filter((input) => !input.checkValidity())
  for (const input of wrong) showAt(input, whatIsMissing(input))
  wrong[0]?.focus()
  return wrong.length === 0
}

function whatIsMissing({ validity, type, minLength, value }: HTMLInputElement): string {
  if (validity.valueMissing || value.trim() === '') return 'This is needed.'
  if (validity.typeMismatch && type === 'email') return 'This is no e-mail address.'
  if (validity.tooShort) return `Take ${minLength} characters or more.`
  return 'This does not look right.'
}

/** Beside the fields that it names; the rest, or all of it, below the form. */
export function showRefusal(form: HTMLFormElement, { problem, fields }: Refusal): void {
  const inputs = inputsOf(form)
  const placed = fields.flatMap(({ name, message }) => {
    const input = inputs.find((one) => one.name === name)
    if (!input) return []
    showAt(input, message)
    return [input]
  })
  if (placed.length > 0) placed[0]!.focus()
  else showProblem(form, fields[0] ? `${problem} ${fields[0].message}` : problem)
}

export function showProblem(form: HTMLFormElement, problem: string): void {
  form.querySelector('[data-problem]')!.textContent = problem
  form.querySelector<HTMLInputElement>('input[type=password], input.code')?.select()
}

function showAt(input: HTMLInputElement, message: string): void {
  const place = document.querySelector(`#${input.id}-error`)
  if (!place) return
  place.textContent = message
  input.ariaInvalid = 'true'
}

function clearProblems(form: HTMLFormElement): void {
  form.querySelector('[data-problem]')!.textContent = ''
  for (const input of inputsOf(form)) {
    input.ariaInvalid = null
    const place = document.querySelector(`#${input.id}-error`)
    if (place) place.textContent = ''
  }
}

const inputsOf = (form: HTMLFormElement) => [...form.querySelectorAll('input')]

/** Every password can be looked at while it is typed. */
export function showPasswordToggles(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-shows]')) {
    const input = document.querySelector<HTMLInputElement>(`#${button.dataset.shows}`)!
    button.hidden = false
    button.addEventListener('click', () => {
      const isShown = input.type === 'text'
      input.type = isShown ? 'password' : 'text'
      button.ariaPressed = String(!isShown)
      input.focus()
    })
    // A browser offers to keep what is in a password field; and it is hidden again on the way.
    input.form?.addEventListener('submit', () => {
      input.type = 'password'
      button.ariaPressed = 'false'
    })
  }
}
