import { html } from 'hono/html'
import { renderCard } from '../layout/index.ts'

type Html = ReturnType<typeof html>

/** What a page says beside what it asks for. */
export interface Notice {
  /** Shown on top, in words for a person. */
  problem?: string
  userCode: string
}

export interface WaitingProgram {
  clientName: string
  clientAddress: string | null
  since: string
  workspaces: readonly { id: string; name: string }[]
}

const page = (title: string, body: Html) =>
  renderCard({
    title,
    description: 'Lets a program sign in.',
    body: html`
      <h1>${title}</h1>
      ${body}
    `,
  })

const problemBox = (problem: string | undefined) =>
  problem ? html`<p class="notice" role="alert">${problem}</p>` : html``

const formTo = (action: string, userCode: string, fields: Html) => html`
  <form method="post" action="/device">
    <input type="hidden" name="action" value="${action}" />
    <input type="hidden" name="user_code" value="${userCode}" />
    ${fields}
  </form>
`

export const signInPage = ({ problem, userCode }: Notice) =>
  page(
    'Sign in first',
    html`
      <p class="about">A program wants to work as you. Say who you are, then decide.</p>
      ${problemBox(problem)}
      ${formTo(
        'sign_in',
        userCode,
        html`
          <label
            >E-mail<input type="email" name="email" autocomplete="username" required autofocus
          /></label>
          <label
            >Password<input
              type="password"
              name="password"
              autocomplete="current-password"
              required
          /></label>
          <button>Sign in</button>
        `,
      )}
    `,
  )

export const secondFactorPage = ({ problem, userCode }: Notice) =>
  page(
    'One more step',
    html`
      <p class="about">Type the six digits that your authenticator shows.</p>
      ${problemBox(problem)}
      ${formTo(
        'second_factor',
        userCode,
        html`
          <label
            >Code<input
              class="code"
              name="code"
              inputmode="numeric"
              autocomplete="one-time-code"
              required
              autofocus
          /></label>
          <button>Go on</button>
        `,
      )}
    `,
  )

export const codePage = ({ problem, userCode }: Notice) =>
  page(
    'Which program?',
    html`
      <p class="about">Type the code that it shows you.</p>
      ${problemBox(problem)}
      <form method="get" action="/device">
        <label
          >Code<input
            class="code"
            name="user_code"
            value="${userCode}"
            placeholder="WDJB-MJHT"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            required
            autofocus
        /></label>
        <button>Go on</button>
      </form>
    `,
  )

export const decidePage = (
  { problem, userCode }: Notice,
  { clientName, clientAddress, since, workspaces }: WaitingProgram,
) =>
  page(
    'Let it in?',
    html`
      <p class="about">
        This program would work as you, with what you may, until its key is revoked. Say yes only if
        you started it yourself, just now, and it shows the code below.
      </p>
      ${problemBox(problem)}
      <dl class="facts">
        <div>
          <dt>Program</dt>
          <dd>${clientName}</dd>
        </div>
        <div>
          <dt>Asks from</dt>
          <dd>${clientAddress ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>Since</dt>
          <dd>${since}</dd>
        </div>
        <div>
          <dt>Code</dt>
          <dd><code>${userCode}</code></dd>
        </div>
      </dl>
      ${
        workspaces.length === 0
          ? html`<p class="notice">You belong to no workspace that it could be let into.</p>`
          : formTo(
              'decide',
              userCode,
              html`
                <label
                  >Workspace
                  <select name="workspace">
                    ${workspaces.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
                  </select>
                </label>
                <div class="choices">
                  <button name="decision" value="approve">Let it in</button>
                  <button name="decision" value="deny" class="plain">No</button>
                </div>
              `,
            )
      }
    `,
  )

export const donePage = (isIn: boolean) =>
  page(
    isIn ? 'It is in' : 'It stays out',
    html`
      <p class="about">
        ${
          isIn
            ? 'You can close this window and go back to the program. Its key is listed under API keys, where it can be revoked.'
            : 'Nothing was given. You can close this window.'
        }
      </p>
    `,
  )
