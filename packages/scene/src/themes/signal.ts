import type { Theme } from './theme.ts'

/** Signal: black on yellow; for launches. */
export const signal: Theme = {
  key: 'signal',
  name: 'Signal',
  palette: {
    bg1: 'FFFFFF',
    tx1: '111111',
    bg2: 'F4F4F0',
    tx2: '5A5A56',
    accent1: 'FFD400',
    accent2: '111111',
    accent3: 'FF5A36',
    accent4: '2E6BE6',
    accent5: '12A150',
    accent6: '8C8C86',
    hlink: '1D4FC4',
  },
  heading: { family: 'Manrope', hasBold: true },
  body: { family: 'Manrope', hasBold: true },
  ground: 'accent1',
  motif: 'band',
  card: 'filled',
  radius: 0,
}
