import type { BreakerSettings } from './circuit-breaker.ts'

/** How patient the gateway is. The defaults suit hosted providers. */
export interface GatewaySettings {
  /** Tries of one model when the transport fails, the first included. */
  attempts: number
  baseDelayMs: number
  maximumDelayMs: number
  /** The longest wait that a provider may ask for; beyond it the next model is tried. */
  maximumWaitMs: number
  /** How often a wrong answer is sent back for correction. */
  corrections: number
  /** The longest time without a byte in the middle of a streamed answer. */
  stallMs: number
  breaker: BreakerSettings
}

export const standardSettings: GatewaySettings = {
  attempts: 3,
  baseDelayMs: 500,
  maximumDelayMs: 15_000,
  maximumWaitMs: 30_000,
  corrections: 2,
  stallMs: 30_000,
  breaker: { threshold: 5, openMs: 30_000 },
}
