import type { Theme } from './theme.ts'

/** Orchard: plum and peach, round; for people. */
export const orchard: Theme = {
  key: 'orchard',
  name: 'Orchard',
  palette: {
    bg1: 'FFF8F3',
    tx1: '2B1B2E',
    bg2: 'FBE9DF',
    tx2: '6F5A70',
    accent1: '6D2E6B',
    accent2: 'E76F51',
    accent3: 'F2B544',
    accent4: '2A7F86',
    accent5: 'B5446E',
    accent6: '7C8F3A',
    hlink: '7A2F78',
  },
  heading: { family: 'Fraunces', hasBold: true },
  body: { family: 'DM Sans', hasBold: true },
  ground: 'accent1',
  motif: 'circle',
  card: 'filled',
  radius: 182880,
}
