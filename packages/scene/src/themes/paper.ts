import type { Theme } from './theme.ts'

/** Paper: warm white, ink and brick; for reports that are read. */
export const paper: Theme = {
  key: 'paper',
  name: 'Paper',
  palette: {
    bg1: 'FBF7F0',
    tx1: '231F1A',
    bg2: 'F1E9DB',
    tx2: '6B6155',
    accent1: 'B4472E',
    accent2: '2F5D50',
    accent3: 'D49A3A',
    accent4: '3E5C76',
    accent5: '8A5A83',
    accent6: '7A8B4F',
    hlink: '9A3A24',
  },
  heading: { family: 'Source Serif 4', hasBold: true },
  body: { family: 'Inter', hasBold: true },
  ground: 'bg1',
  motif: 'rule',
  card: 'ruled',
  radius: 0,
}
