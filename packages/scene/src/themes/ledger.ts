import type { Theme } from './theme.ts'

/** Ledger: teal and figures; for boards. */
export const ledger: Theme = {
  key: 'ledger',
  name: 'Ledger',
  palette: {
    bg1: 'FFFFFF',
    tx1: '10242B',
    bg2: 'EAF1F1',
    tx2: '4C636A',
    accent1: '0B6E6E',
    accent2: '14394A',
    accent3: 'C9822B',
    accent4: '5B8E7D',
    accent5: 'A23E48',
    accent6: '6C7A89',
    hlink: '0A5F5F',
  },
  heading: { family: 'IBM Plex Sans', hasBold: true },
  body: { family: 'IBM Plex Sans', hasBold: true },
  ground: 'accent2',
  motif: 'band',
  card: 'outlined',
  radius: 45720,
}
