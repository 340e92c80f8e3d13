import type { ModelDriver } from './driver.ts'
import { anthropicDriver } from './drivers/anthropic.ts'
import { compatibleDriver } from './drivers/compatible.ts'
import { embeddedDriver } from './drivers/embedded.ts'
import { openaiDriver } from './drivers/openai.ts'

/** Every provider, in the order in which a default is looked for. The last one is always there. */
export const modelDrivers: readonly ModelDriver[] = [
  openaiDriver,
  anthropicDriver,
  compatibleDriver,
  embeddedDriver,
]
