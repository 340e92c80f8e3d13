import { crc32, deflateSync } from 'node:zlib'
import type { ImageAsset } from '../src/index.ts'

/** One slide of each layout. */
export const sampleDeck = {
  title: 'The quiet year of Northwind',
  language: 'en',
  theme: 'slate',
  slides: [
    {
      id: 's1',
      layout: 'cover',
      title: 'The quiet year: what Northwind learned from growing slowly',
      subtitle: 'Annual review for partners and staff',
      byline: 'Ada Keller, Zurich, March 2026',
      notes: 'Welcome everybody.\nTwo minutes.',
    },
    {
      id: 's2',
      layout: 'agenda',
      title: 'What we will talk about',
      items: [
        { title: 'Where we stand', detail: 'Revenue, people, customers' },
        { title: 'What we tried', detail: 'Four bets, two that paid' },
        { title: 'What comes next' },
      ],
    },
    {
      id: 's3',
      layout: 'section',
      title: 'Where we stand',
      subtitle: 'Numbers first, then what is behind them',
    },
    {
      id: 's4',
      layout: 'bullets',
      title: 'Customers stayed because support answers within an hour',
      items: [
        'Median first answer fell from **5 h** to **42 min**',
        {
          text: 'Three changes made the difference:',
          items: [
            'One queue for all channels',
            'Engineers take a shift each month',
            'Answers are drafted from the handbook',
          ],
        },
        'Churn is at its lowest since 2019, see [the report](https://example.org/report)',
        'CO^2^ per order is down by a third',
      ],
    },
    {
      id: 's5',
      layout: 'columns',
      title: 'Two markets, two very different years',
      left: {
        heading: 'Switzerland',
        items: ['Revenue up 18 %', 'New office in Bern', 'Hiring paused in June'],
      },
      right: {
        heading: 'Germany',
        items: ['Revenue flat', 'Two large customers left', 'Partner channel doubled'],
      },
    },
    {
      id: 's6',
      layout: 'cards',
      title: 'Three bets for the next twelve months',
      cards: [
        {
          title: 'Self-service',
          text: 'Customers change plans, seats and billing without writing to us.',
        },
        {
          title: 'Partner portal',
          text: 'Resellers see their pipeline and commissions live, and register deals themselves.',
        },
        {
          title: 'Data residency',
          text: 'Swiss and German customers choose where every byte is kept.',
        },
      ],
    },
    {
      id: 's7',
      layout: 'comparison',
      title: 'What changes with the new process',
      left: {
        heading: 'Before',
        items: ['Each team plans alone', 'Priorities change weekly', 'Nobody owns the backlog'],
      },
      right: {
        heading: 'After',
        items: [
          'One plan per quarter',
          'Changes need a reason in writing',
          'Product owns it, and says no',
        ],
      },
    },
    {
      id: 's8',
      layout: 'quote',
      quote: 'You are the only supplier who calls us before we notice that something broke.',
      author: 'Miriam Okafor',
      role: 'Head of Operations, Alpenbahn',
    },
    {
      id: 's9',
      layout: 'numbers',
      title: 'The year in three figures',
      numbers: [
        { value: '€4.2m', label: 'revenue, up 11 % on last year' },
        { value: '97 %', label: 'of customers renewed their contract' },
        { value: '42 min', label: 'until the first answer of support' },
      ],
    },
    {
      id: 's10',
      layout: 'timeline',
      title: 'From idea to everybody in nine months',
      events: [
        { when: 'January', title: 'Research', text: 'Forty interviews' },
        { when: 'March', title: 'Prototype', text: 'Tested with five customers' },
        { when: 'June', title: 'Beta', text: 'Two hundred seats' },
        { when: 'September', title: 'Launch', text: 'For everybody' },
      ],
    },
    {
      id: 's11',
      layout: 'process',
      title: 'How a request becomes a release',
      steps: [
        { title: 'Collect', text: 'All channels end in one queue.' },
        { title: 'Weigh', text: 'Value, effort and risk, in numbers.' },
        { title: 'Build', text: 'Small teams, two weeks.' },
        { title: 'Release', text: 'Behind a switch, to a few first.' },
      ],
    },
    {
      id: 's12',
      layout: 'chart',
      title: 'Subscriptions overtook services in the second quarter',
      chart: {
        kind: 'column',
        categories: ['Q1', 'Q2', 'Q3', 'Q4'],
        series: [
          { name: 'Subscriptions', values: [620, 810, 940, 1130] },
          { name: 'Services', values: [700, 690, 640, 610] },
        ],
        unit: '',
      },
      takeaway: 'Recurring revenue pays for all fixed costs since **July**.',
      source: 'Source: finance, unaudited, thousand euros',
    },
    {
      id: 's13',
      layout: 'table',
      title: 'Plans and what they hold',
      header: ['Plan', 'Seats', 'Support', 'Price'],
      rows: [
        ['Starter', '5', 'Mail, next day', '19 €'],
        ['Team', '25', 'Chat, one hour', '79 €'],
        ['Company', '250', 'Phone, at once', '390 €'],
      ],
    },
    {
      id: 's14',
      layout: 'image',
      title: 'The new office opened in May',
      items: ['Sixty desks, no walls', 'Ten minutes from the station', 'Heated by the lake'],
      image: { asset: 'office', alt: 'A bright office above a lake', focus: { x: 0.3, y: 0.5 } },
    },
    {
      id: 's15',
      layout: 'team',
      title: 'Who to ask',
      members: [
        { name: 'Ada Keller', role: 'Chief executive' },
        { name: 'Jonas Brun', role: 'Engineering' },
        { name: 'Lea Rossi', role: 'Customers' },
        { name: 'Tom Okoye', role: 'Finance', image: { asset: 'office', alt: 'Tom Okoye' } },
      ],
    },
    {
      id: 's16',
      layout: 'closing',
      title: 'Thank you. Questions?',
      text: 'The report with all figures is in the shared folder.',
      contact: 'ada@northwind.example',
    },
  ],
}

/** A chart of each kind, with what charts have trouble with: less than nothing, and nothing. */
export const sampleCharts = ['bar', 'line', 'area', 'pie', 'doughnut', 'scatter'].map((kind) => ({
  id: `chart-${kind}`,
  layout: 'chart',
  title: `A chart: ${kind}`,
  chart: {
    kind,
    categories: kind === 'scatter' ? ['1', '2.5', '4'] : ['North', 'South', 'West'],
    series: [
      { name: 'One', values: [3, -1.5, 8] },
      { name: 'Two', values: [2, null, 4] },
    ],
    unit: ' %',
  },
}))

/** A picture of a gradient, as small as it can be. */
export function samplePicture(id: string, width = 96, height = 64): ImageAsset {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows.set(
        [40 + Math.round((150 * x) / width), 90 + Math.round((120 * y) / height), 170],
        y * (1 + width * 3) + 1 + x * 3,
      )
    }
  }
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0])
  const data = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ])
  return { id, type: 'image/png', width, height, data }
}
