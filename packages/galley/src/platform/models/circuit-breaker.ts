export interface BreakerSettings {
  /** Failures in a row that open it. */
  threshold: number
  /** How long it stays open before one probe may pass. */
  openMs: number
}

interface Circuit {
  failures: number
  openedUntil: number
  isProbing: boolean
}

/**
 * Keeps calls away from a model that keeps failing. Closed: all pass. Open, after `threshold`
 * failures in a row: none pass. Half-open, after `openMs`: one probe passes; its success closes the
 * circuit, its failure opens it again.
 */
export class CircuitBreaker {
  readonly #circuits = new Map<string, Circuit>()
  readonly #settings: BreakerSettings

  constructor(settings: BreakerSettings) {
    this.#settings = settings
  }

  /** Milliseconds to stay away, or 0 when this call may go (and is the probe, if one is due). */
  enter(key: string): number {
    const circuit = this.#circuits.get(key)
    if (!circuit || circuit.failures < this.#settings.threshold) return 0
    const wait = circuit.openedUntil - performance.now()
    if (wait > 0) return wait
    if (circuit.isProbing) return this.#settings.openMs
    circuit.isProbing = true
    return 0
  }

  succeeded(key: string): void {
    this.#circuits.delete(key)
  }

  failed(key: string): void {
    const circuit = this.#circuits.get(key) ?? { failures: 0, openedUntil: 0, isProbing: false }
    circuit.failures += 1
    circuit.isProbing = false
    if (circuit.failures >= this.#settings.threshold) {
      circuit.openedUntil = performance.now() + this.#settings.openMs
    }
    this.#circuits.set(key, circuit)
  }

  /** The call ended in a way that says nothing about the model: a probe may be tried again. */
  undecided(key: string): void {
    const circuit = this.#circuits.get(key)
    if (circuit) circuit.isProbing = false
  }
}
