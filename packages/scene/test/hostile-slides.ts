import fc from 'fast-check'

const word = fc.constantFrom(
  'ok',
  'x'.repeat(180),
  'العربية تجربة',
  '\u0000\uD800',
  '中文测试',
  '👩‍🚀',
  ']]>',
  '**',
  '[a](b)',
  ' \n ',
  '^2^',
)
const words = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((parts) => `a ${parts.join(' ')}`.slice(0, 190))

/** Slides of words that file formats, line breakers and people do not expect. */
export const hostileSlides = fc.oneof(
  fc.record({
    layout: fc.constant('cards'),
    title: words,
    cards: fc.array(fc.record({ title: words, text: words }), { minLength: 2, maxLength: 6 }),
  }),
  fc.record({
    layout: fc.constant('timeline'),
    title: words,
    events: fc.array(fc.record({ when: words, title: words, text: words }), {
      minLength: 2,
      maxLength: 6,
    }),
  }),
  fc.record({
    layout: fc.constant('table'),
    title: words,
    header: fc.array(words, { minLength: 1, maxLength: 8 }),
    rows: fc.array(
      fc.array(words, { maxLength: 9 }).map((row) => row.slice(0, 8)),
      { minLength: 1, maxLength: 14 },
    ),
  }),
  fc.record({
    layout: fc.constant('chart'),
    title: words,
    chart: fc.record({
      kind: fc.constantFrom('bar', 'line', 'pie', 'scatter', 'area', 'doughnut'),
      categories: fc.array(fc.constantFrom('1', '2', 'x', ''), { minLength: 1, maxLength: 9 }),
      series: fc.array(
        fc.record({
          name: fc.constant('s'),
          values: fc.array(fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })), {
            maxLength: 9,
          }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  }),
  fc.record({
    layout: fc.constant('team'),
    title: words,
    members: fc.array(fc.record({ name: words, role: words }), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    layout: fc.constant('agenda'),
    title: words,
    items: fc.array(fc.record({ title: words }), { minLength: 1, maxLength: 10 }),
  }),
)
