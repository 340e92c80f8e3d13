import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

export interface Field {
  id: string
  /** On the wire. Default: the id. */
  name?: string
  label: string
  type?: 'text' | 'email' | 'password'
  autocomplete: string
  /** What helps to fill it in; stands below. */
  hint?: string
  minimumLength?: number
  /** What else stands in the line of the label. */
  aside?: Html
  isCode?: boolean
  /** What one came to fill in. */
  isFocused?: boolean
}

/** A field with its label, and a line below for what is wrong with it, so that nothing jumps. */
export function field(given: Field): Html {
  const { id, name = id, label, type = 'text', autocomplete, hint = '', minimumLength } = given
  const isPassword = type === 'password'
  return html`<div class="field">
    <div class="label"><label for="${id}">${label}</label>${given.aside ?? ''}</div>
    <div class="control">
      <input
        id="${id}"
        name="${name}"
        type="${type}"
        autocomplete="${autocomplete}"
        aria-describedby="${id}-hint ${id}-error"
        required
        ${given.isFocused ? html`autofocus` : ''}
        ${minimumLength ? html`minlength="${minimumLength}"` : ''}
        maxlength="${isPassword ? 128 : 254}"
        ${isPassword ? html`spellcheck="false" autocapitalize="none"` : ''}
        ${given.isCode ? html`class="code" inputmode="numeric" spellcheck="false"` : ''}
      />${isPassword ? toggle(id, label) : ''}
    </div>
    <p class="hint" id="${id}-hint">${hint}</p>
    <p class="wrong" id="${id}-error" aria-live="polite"></p>
  </div>`
}

/** Says the same whether it is pressed or not: `aria-pressed` is what changes. */
const toggle = (id: string, label: string) =>
  html`<button
    type="button"
    class="toggle"
    data-shows="${id}"
    aria-pressed="false"
    aria-label="Show: ${label}"
    hidden
  >
    Show
  </button>`

/** A form that a script sends; `method` and `action` are there so that nothing gets into an address without one. */
export const formOf = (id: string, action: string, fields: Html, label: string): Html =>
  html`<form id="${id}" method="post" action="${action}">
    ${fields}
    <button class="button">${label}</button>
    <p class="problem" data-problem role="alert"></p>
  </form>`

export interface View {
  name: string
  title: string | Html
  body: Html
  /** Shown until a script shows another one. */
  isFirst?: boolean
}

/** One of the things that a page shows, each in the place of the others. */
export const view = ({ name, title, body, isFirst = false }: View): Html =>
  html`<section data-view="${name}" ${isFirst ? '' : 'hidden'}>
    <h1 tabindex="-1">${title}</h1>
    ${body}
  </section>`

/** A place for a name or an address that a script writes. */
export const slot = (name: string, fallback = ''): Html =>
  html`<span class="given" data-text="${name}">${fallback}</span>`

/** A place for a sentence that a script may have a better one for. */
export const sentence = (name: string, fallback: string): Html =>
  html`<span data-text="${name}">${fallback}</span>`

/** A button with a line for what went wrong. */
export const action = (id: string, label: string, problemId = `${id}-problem`): Html =>
  html`<button type="button" class="button" id="${id}">${label}</button>
    <p class="problem" id="${problemId}" role="alert"></p>`

export const newPassword = (id = 'password', label = 'Password'): Html =>
  field({
    id,
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'new-password',
    hint: 'Ten characters or more. A few words in a row are good.',
    minimumLength: 10,
  })

export const emailField = (given: Partial<Field> = {}): Html =>
  field({ id: 'email', label: 'E-mail', type: 'email', autocomplete: 'username', ...given })

export const currentPassword = (id: string): Html =>
  field({
    id,
    name: 'current_password',
    label: 'Your password',
    type: 'password',
    autocomplete: 'current-password',
  })
