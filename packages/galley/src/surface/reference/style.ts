/** The look of the server's own pages: paper and ink, a printer's red, the machine's own fonts. */
export const style = `:root {
  color-scheme: light dark;
  --paper: #fbf9f5; --sheet: #ffffff; --ink: #1d1a16; --soft: #5e574d; --line: #e2dcd0;
  --red: #b32f17; --well: #f3efe6; --green: #1d6b3c;
  --serif: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Book Antiqua', Georgia, 'Noto Serif', serif;
  --sans: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15130f; --sheet: #1c1915; --ink: #efe9de; --soft: #b0a799; --line: #38332b;
    --red: #ff8a6b; --well: #211d18; --green: #7fd3a0;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); }
a { color: var(--red); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible, pre:focus-visible, summary:focus-visible { outline: 3px solid var(--red); outline-offset: 3px; border-radius: 4px; }
code { font: .9em/1.5 var(--mono); overflow-wrap: anywhere; }
pre { margin: 0; padding: 1rem 1.15rem; background: var(--well); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; font-size: .9rem; }
pre code { overflow-wrap: normal; white-space: pre; }
h1, h2, h3, h4, p, ol, ul, dl, dd, figure { margin: 0; padding: 0; }
ol, ul { list-style: none; }
.bar { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .5rem 1rem; padding: 1rem clamp(1.1rem, 4vw, 3rem); }
.mark { font: 600 1.35rem/1 var(--serif); color: inherit; text-decoration: none; letter-spacing: -.01em; }
.mark::before { content: ''; display: inline-block; width: .62em; height: .62em; margin-right: .45em; background: var(--red); border-radius: 2px; }
.bar nav { display: flex; gap: 1.4rem; font-size: .95rem; }
.bar a { white-space: nowrap; }
.bar nav a[aria-current] { color: inherit; text-decoration: none; font-weight: 600; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; background: var(--sheet); padding: .5rem 1rem; }

.landing main, .landing footer { width: min(46rem, 100% - 2.2rem); margin-inline: auto; }
.landing main { padding: clamp(2.5rem, 9vh, 6rem) 0 2rem; }
.landing h1 { font: 500 clamp(2.4rem, 8.2vw, 4.3rem)/1.06 var(--serif); letter-spacing: -.025em; text-wrap: balance; }
.lead { margin-top: 1.6rem; font: 1.2rem/1.62 var(--serif); color: var(--soft); max-width: 36rem; text-wrap: pretty; }
.flow { display: flex; flex-wrap: wrap; gap: .3rem .55rem; margin-top: 2rem; font: .85rem/1.4 var(--mono); color: var(--soft); }
.flow li + li::before { content: '\\2192'; margin-right: .55rem; color: var(--red); }
.landing section { margin-top: 3.6rem; }
.landing h2 { font: 500 1.55rem/1.2 var(--serif); padding-bottom: .6rem; border-bottom: 1px solid var(--line); }
.landing h3 { font: 600 1rem/1.4 var(--sans); margin-bottom: .6rem; }
.tries { counter-reset: n; }
.tries li { margin-top: 1.5rem; counter-increment: n; }
.tries h3::before { content: counter(n) '. '; color: var(--red); font-variant-numeric: tabular-nums; }
.note { margin-top: 1.2rem; font-size: .95rem; color: var(--soft); }
.places { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1.4rem 2.4rem; margin-top: 1.4rem; }
.places dt { font-weight: 600; }
.places dd, .rules dd { color: var(--soft); font-size: .96rem; }
.status { display: flex; flex-wrap: wrap; gap: .8rem 2rem; margin-top: 1.2rem; }
.status li::before { content: ''; display: inline-block; width: .6rem; height: .6rem; margin-right: .55rem; border-radius: 50%; border: 2px solid var(--soft); }
.status [data-state='ok']::before { background: var(--green); border-color: var(--green); }
.status [data-state='failed']::before { background: var(--red); border-color: var(--red); border-radius: 2px; }
.status span { color: var(--soft); }
.landing footer { padding: 2rem 0 3rem; color: var(--soft); font-size: .9rem; }

.reference .bar { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--line); }
.frame { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); }
.side { position: sticky; top: 4rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; padding: 1.5rem 1rem 3rem clamp(1.1rem, 4vw, 3rem); font-size: .92rem; }
.side summary { display: none; }
.side a { display: block; padding: .14rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.side a:hover { color: var(--red); text-decoration: underline; }
.side > details > ul > li > a { font-weight: 600; margin-top: .7rem; }
.side ul ul a { color: var(--soft); padding-left: .8rem; border-left: 1px solid var(--line); }
.reference main { padding: 2.2rem clamp(1.1rem, 4vw, 3rem) 6rem; max-width: 80rem; }
.reference h1 { font: 500 2.6rem/1.1 var(--serif); letter-spacing: -.02em; }
.reference h2 { font: 500 2rem/1.15 var(--serif); letter-spacing: -.015em; }
.reference section + section { margin-top: 4.5rem; }
.about { margin-top: .7rem; font: 1.1rem/1.6 var(--serif); color: var(--soft); max-width: 44rem; }
.rules { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1.4rem 2.4rem; margin-top: 2rem; max-width: 62rem; }
.rules dt { font-weight: 600; }
.operation, .schema { margin-top: 2rem; padding-top: 1.6rem; border-top: 1px solid var(--line); }
.operation h3, .schema h3 { font: 600 1rem/1.5 var(--sans); }
.operation h3 a, .schema h3 a { color: inherit; text-decoration: none; }
.operation h3 a:hover code, .schema h3 a:hover code { text-decoration: underline; }
.operation h3 b { display: inline-block; min-width: 4.1rem; padding: .1rem .5rem; margin-right: .4rem; border: 1px solid currentcolor; border-radius: 5px; font: 700 .72rem/1.5 var(--mono); text-align: center; color: var(--soft); }
.operation h3 b[data-method='POST'], .operation h3 b[data-method='PUT'], .operation h3 b[data-method='PATCH'] { color: var(--green); }
.operation h3 b[data-method='DELETE'] { color: var(--red); }
.operation h3 code { font-size: .98rem; }
.operation > p { margin-top: .6rem; max-width: 46rem; }
small { display: block; font-size: .88rem; color: var(--soft); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.2rem 2.4rem; margin-top: .6rem; }
h4 { margin-top: 1rem; font: 600 .82rem/1.4 var(--sans); color: var(--soft); }
.fields > div { padding: .55rem 0; border-bottom: 1px solid var(--line); }
.fields > div:last-child { border-bottom: 0; }
.fields dt code { font-weight: 600; }
.fields em, .fields i { font-style: normal; font-size: .82rem; color: var(--red); }
.fields i { color: var(--soft); }
.fields dd { color: var(--soft); font-size: .93rem; }
.fields dd code { margin-right: .4em; }
figure { margin-top: 1rem; }
figcaption { font-size: .82rem; font-weight: 600; color: var(--soft); margin-bottom: .35rem; }
figure pre { font-size: .82rem; }
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 44rem) {
  .frame { grid-template-columns: minmax(0, 1fr); }
  .side { position: static; max-height: none; padding: 1rem 1.1rem 0; }
  .side ul ul { display: none; }
  .side > details > ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
  .side > details > ul > li > a { margin: 0; padding: .3rem 0; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
}
@media print { .bar nav, .side, .calls { display: none; } .frame { display: block; } }
`
