import { atelier } from './atelier.ts'
import { ledger } from './ledger.ts'
import { midnight } from './midnight.ts'
import { orchard } from './orchard.ts'
import { paper } from './paper.ts'
import { signal } from './signal.ts'
import { slate } from './slate.ts'
import type { Theme } from './theme.ts'

/** All themes that come along, by key. */
export const themes = { paper, slate, midnight, atelier, signal, orchard, ledger } satisfies Record<
  string,
  Theme
>

export type ThemeKey = keyof typeof themes
