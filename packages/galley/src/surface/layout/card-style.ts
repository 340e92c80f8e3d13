/** Beside the common style: a card with one matter, its forms and its buttons. */
export const cardStyle = `.card main { width: min(27rem, 100% - 2.2rem); margin: clamp(1.5rem, 9vh, 6rem) auto 4rem; }
.card h1 { font: 500 2.2rem/1.12 var(--serif); letter-spacing: -.02em; text-wrap: balance; }
.card h1:focus, .card h2:focus, .card [role='group']:focus { outline: none; }
.card .about { margin-top: .8rem; }
.card .about, .card .given { overflow-wrap: anywhere; }
.card form { margin-top: 1.6rem; display: grid; gap: 1rem; }
.card form > label:not(.check) { display: grid; gap: .35rem; }
.card label:not(.check) { font-weight: 600; font-size: .95rem; }
.card input:not([type='checkbox'], [type='radio']), .card select { font: 1rem/1.4 var(--sans); color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: 7px; padding: .65rem .8rem; width: 100%; }
.card input.code { font: 600 1.5rem/1.3 var(--mono); letter-spacing: .12em; text-transform: uppercase; text-align: center; }
.card .button, .card form > button, .card .choices button { display: inline-block; font: 600 1rem/1.4 var(--sans); padding: .7rem 1.1rem; border-radius: 7px; border: 1px solid var(--red); background: var(--red); color: var(--paper); cursor: pointer; text-align: center; text-decoration: none; }
.card .plain, .card .choices button.plain { background: none; color: var(--red); }
.card :is(input, select, button, .button, summary):focus-visible { outline: 3px solid var(--red); outline-offset: 2px; }
.card .choices { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
.card .problem:not(:empty), .card .notice { padding: .7rem .9rem; border-left: 4px solid var(--red); background: var(--well); overflow-wrap: anywhere; }
.card .notice, .card main > .problem { margin-top: 1.2rem; }
.card .facts { margin-top: 1.4rem; border-top: 1px solid var(--line); }
.card .facts > div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .8rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.card .facts dt { color: var(--soft); }
.card .facts dd { overflow-wrap: anywhere; }
`
