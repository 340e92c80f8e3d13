/** Beside the common style: one card with a form. */
export const deviceStyle = `.device main { width: min(27rem, 100% - 2.2rem); margin: clamp(1.5rem, 9vh, 6rem) auto 3rem; }
.device h1 { font: 500 2.2rem/1.12 var(--serif); letter-spacing: -.02em; text-wrap: balance; }
.device .about { margin-top: .8rem; }
.device form { margin-top: 1.6rem; display: grid; gap: 1rem; }
.device label { display: grid; gap: .35rem; font-weight: 600; font-size: .95rem; }
.device input, .device select { font: 1rem/1.4 var(--sans); color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: 7px; padding: .65rem .8rem; width: 100%; }
.device input.code { font: 600 1.5rem/1.3 var(--mono); letter-spacing: .12em; text-transform: uppercase; text-align: center; }
.device button { font: 600 1rem/1.4 var(--sans); padding: .7rem 1.1rem; border-radius: 7px; border: 1px solid var(--red); background: var(--red); color: var(--paper); cursor: pointer; }
.device button.plain { background: none; color: var(--red); }
.device :is(input, select, button):focus-visible { outline: 3px solid var(--red); outline-offset: 2px; }
.device .choices { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
.device .problem { margin-top: 1.2rem; padding: .7rem .9rem; border-left: 4px solid var(--red); background: var(--well); }
.device dl { margin-top: 1.4rem; border-top: 1px solid var(--line); }
.device dl div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .8rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.device dt { color: var(--soft); }
.device dd { overflow-wrap: anywhere; }
`
