import type { Theme } from './theme.ts'

/** Atelier: forest and brass; for brands with a past. */
export const atelier: Theme = {
  key: 'atelier',
  name: 'Atelier',
  palette: {
    bg1: 'F6F4EC',
    tx1: '1D2B24',
    bg2: 'E7E6D8',
    tx2: '5B685F',
    accent1: '1F4D3A',
    accent2: 'C08A3E',
    accent3: '8C3B2A',
    accent4: '5B7F95',
    accent5: '9B8B6E',
    accent6: '3F6B4F',
    hlink: '1F5A42',
  },
  heading: { family: 'Playfair Display', hasBold: true },
  body: { family: 'DM Sans', hasBold: true },
  ground: 'accent1',
  motif: 'corner',
  card: 'ruled',
  radius: 0,
}
