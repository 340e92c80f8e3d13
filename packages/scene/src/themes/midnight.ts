import type { Theme } from './theme.ts'

/** Midnight: dark, with light that glows; for stages. */
export const midnight: Theme = {
  key: 'midnight',
  name: 'Midnight',
  palette: {
    bg1: '0D1220',
    tx1: 'F2F5FC',
    bg2: '1A2136',
    tx2: 'A7B1C9',
    accent1: '5EEAD4',
    accent2: 'A78BFA',
    accent3: 'FBBF72',
    accent4: '60A5FA',
    accent5: 'F472B6',
    accent6: '94E27E',
    hlink: '7DD3FC',
  },
  heading: { family: 'Space Grotesk', hasBold: true },
  body: { family: 'Inter', hasBold: true },
  ground: 'bg1',
  motif: 'grid',
  card: 'outlined',
  radius: 114300,
}
