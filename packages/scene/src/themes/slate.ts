import type { Theme } from './theme.ts'

/** Slate: cool and plain; for everything. */
export const slate: Theme = {
  key: 'slate',
  name: 'Slate',
  palette: {
    bg1: 'FFFFFF',
    tx1: '16202E',
    bg2: 'F1F4F8',
    tx2: '566375',
    accent1: '1F5EFF',
    accent2: '0E9F8E',
    accent3: 'F2A93B',
    accent4: '7A5AF8',
    accent5: 'E5484D',
    accent6: '3A4A63',
    hlink: '1A4FD8',
  },
  heading: { family: 'Inter', hasBold: true },
  body: { family: 'Inter', hasBold: true },
  ground: 'tx1',
  motif: 'bar',
  card: 'filled',
  radius: 91440,
}
