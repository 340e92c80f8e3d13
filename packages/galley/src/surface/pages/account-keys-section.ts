import { html } from 'hono/html'
import { field, formOf, slot } from './fields.ts'

const fields = html`${field({
    id: 'key-name',
    name: 'name',
    label: 'What it is for',
    autocomplete: 'off',
  })}
  <fieldset class="choice">
    <legend>It may</legend>
    <label class="check"
      ><input type="radio" name="reach" value="all" checked /><span>do what you may</span></label
    >
    <label class="check"
      ><input type="radio" name="reach" value="read" /><span>only read</span></label
    >
  </fieldset>`

/** For programs. A key is shown once, here, and is nowhere to be had afterwards. */
export const keysSection = html`
  <section aria-labelledby="keys-heading">
    <h2 id="keys-heading">API key</h2>
    <p class="note" id="keys-about">
      For programs that work in ${slot('key-workspace')}. What they can do is in the
      <a href="/docs">API reference</a>.
    </p>
    <p class="told" id="keys-told" role="status"></p>
    ${formOf('key-form', '/account', fields, 'Make an API key')}
    <div class="made" id="key-made" tabindex="-1" aria-labelledby="key-title" role="group" hidden>
      <p id="key-title">
        <strong>This is the key. It is shown this once; keep it in a safe place.</strong>
      </p>
      <p class="secret"><code id="key" data-text="key"></code></p>
      <div class="buttons">
        <button type="button" class="small" id="copy-key">Copy</button>
        <button type="button" class="small plain" id="another-key">Make another</button>
      </div>
      <p class="told" id="key-copied" role="status"></p>
    </div>
  </section>
`
