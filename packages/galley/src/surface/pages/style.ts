/** What only these pages have: fields that say what is wrong, lists, things that are shown once. */
export const pagesStyle = `[hidden] { display: none !important; }
@media (scripting: none) { .scripted { display: none; } }
.card.wide main { width: min(44rem, 100% - 2.2rem); margin-top: clamp(1rem, 5vh, 3rem); }
.card .next { margin-top: 1.6rem; }
.card .next > .button { min-width: 10rem; }
.card .next.choices > .button { min-width: 0; }
.card .next.choices > .button:only-child, .card .next.choices > .button:has(~ [hidden]), .card .next.choices > [hidden] ~ .button { grid-column: 1 / -1; }
.card .below { margin-top: 1.4rem; color: var(--soft); font-size: .95rem; }
.card .below .link + .link { margin-left: 1.2rem; }
.card form { gap: 0; }
.card form > .button { margin-top: .4rem; }
.card form > .problem:not(:empty), .card .next > .problem:not(:empty) { margin-top: 1rem; }
.field { display: grid; gap: .3rem; }
.field .label { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
.field .label a { font-size: .9rem; }
.field .control { position: relative; display: grid; }
.card .field input[readonly] { background: var(--well); }
.card .field input[aria-invalid='true'] { border-color: var(--red); box-shadow: inset 0 0 0 1px var(--red); }
.card .field .control:has(.toggle:not([hidden])) input { padding-right: 4.6rem; }
.field .hint { color: var(--soft); font-size: .88rem; line-height: 1.35; }
.field .hint:empty { display: none; }
.field .wrong { min-height: 1.35rem; color: var(--red); font-size: .9rem; line-height: 1.35; overflow-wrap: anywhere; }
.toggle { position: absolute; inset: .3rem .3rem .3rem auto; width: 3.9rem; font: 600 .85rem/1 var(--sans); color: var(--soft); background: none; border: 0; border-radius: 5px; cursor: pointer; }
.toggle:hover { color: var(--ink); }
.toggle[aria-pressed='true'] { color: var(--red); background: var(--well); }
.check { display: flex; gap: .6rem; align-items: baseline; padding: .2rem 0; }
.check input { accent-color: var(--red); width: 1.05rem; height: 1.05rem; flex: none; margin: 0; translate: 0 .15rem; }
.card form > .check { margin-bottom: .9rem; }
.choice { border: 0; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; }
.choice legend { font-weight: 600; font-size: .95rem; padding: 0 0 .2rem; }
.link { font: inherit; color: var(--red); background: none; border: 0; padding: 0; cursor: pointer; text-decoration: underline; text-underline-offset: .18em; text-decoration-thickness: .06em; }
.or { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: .9rem; margin: 1.5rem 0 1.1rem; color: var(--soft); font-size: .9rem; }
.or::before, .or::after { content: ''; border-top: 1px solid var(--line); }
.ways { display: grid; grid-template-columns: 1fr 1fr; gap: .7rem; }
.ways > :last-child:nth-child(odd) { grid-column: 1 / -1; }
.card .ways .button { padding-block: .6rem; border-color: var(--line); color: var(--ink); background: var(--sheet); }
.card .ways .button:hover { border-color: var(--soft); }
.card .ways + .problem:not(:empty) { margin-top: 1rem; }
.card .button:not(.plain):hover { filter: brightness(1.08); }
:is(button, form)[aria-busy='true'] { cursor: progress; }
form[aria-busy='true'] > .button, .button[aria-busy='true'], .small[aria-busy='true'] { opacity: .62; }
.given { font-weight: 600; }
.facts .given { font-weight: inherit; }
.told, .none, .note { color: var(--soft); font-size: .95rem; }
.told:not(:empty) { margin-top: .8rem; padding: .55rem .8rem; border-left: 4px solid var(--soft); background: var(--well); color: var(--ink); overflow-wrap: anywhere; }
.heading { display: flex; justify-content: space-between; align-items: center; gap: 1rem; flex-wrap: wrap; }
.card .small { font: 600 .9rem/1.4 var(--sans); padding: .42rem .8rem; border-radius: 6px; border: 1px solid var(--red); background: var(--red); color: var(--paper); cursor: pointer; }
.card .small.plain { background: none; color: var(--red); border-color: var(--line); }
.card .small.plain:hover { border-color: var(--red); }
.wide section { margin-top: 2.8rem; }
.wide h2 { font: 500 1.5rem/1.2 var(--serif); padding-bottom: .55rem; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; }
.wide h3 { margin-top: 1.7rem; font: 600 1rem/1.4 var(--sans); }
.wide section .facts { margin-top: 0; border-top: 0; }
.wide section > .note { margin-top: .8rem; }
.wide details { margin-top: .7rem; }
.wide summary { color: var(--red); cursor: pointer; width: fit-content; }
.wide form { margin: 1rem 0 1.6rem; max-width: 27rem; }
.wide .small { margin-top: .7rem; }
.wide .heading .small, .rows .small, .buttons .small { margin-top: 0; }
.rows li { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
.rows li > div { min-width: 0; }
.rows small::first-letter { text-transform: uppercase; }
.rows strong { display: block; font-weight: 600; overflow-wrap: anywhere; }
.rows :is(button, .badge) { flex: none; }
.none { padding: .7rem 0; }
.badge { display: inline-block; font: 600 .8rem/1.5 var(--sans); color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 0 .6rem; white-space: nowrap; }
.badge[data-state='ok'] { color: var(--green); border-color: currentcolor; }
.made { margin-top: 1.1rem; padding: 1.1rem 1.2rem; background: var(--well); border: 1px solid var(--line); border-radius: 8px; }
.made form { margin-bottom: 0; }
.secret { margin: .7rem 0; padding: .6rem .8rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; }
.secret code { overflow-wrap: anywhere; user-select: all; }
.buttons { display: flex; gap: .7rem; flex-wrap: wrap; }
.scan { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1.2rem; margin-top: .9rem; align-items: start; }
.qr { aspect-ratio: 1; background: #fff; border-radius: 6px; overflow: hidden; }
.qr svg { display: block; width: 100%; height: 100%; }
.codes { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .3rem 1.2rem; margin-top: .8rem; }
@media (max-width: 30rem) {
  .scan { grid-template-columns: 1fr; }
  .qr { max-width: 13rem; }
  .card .facts > div { grid-template-columns: 5.5rem 1fr; }
}
@media (prefers-reduced-motion: no-preference) {
  .card :is(.button, .small) { transition: filter .15s, border-color .15s, opacity .15s; }
}
`
