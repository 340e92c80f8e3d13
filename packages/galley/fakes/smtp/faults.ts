/** What a server says no with: `451 4.3.2 …`. */
export interface Refusal {
  status: number
  text: string
}

/** How the server misbehaves from now on; what is not named stays as it was. */
export interface Behaviour {
  /** The next so many recipients are put off with 451. */
  defer?: number
  /** These recipients get 550: there is no such mailbox. */
  bounce?: readonly string[]
  /** These are refused for what the mail says, after DATA, with 554. */
  reject?: readonly string[]
  /** Each recipient is put off once with 450, as if it had to prove itself. */
  greylist?: boolean
  /** After the next so many messages, which are taken, the line goes dead instead of "250 OK". */
  dropAfterData?: number
  /** Waits so long before each answer to a recipient. */
  delayMs?: number
  /** Takes connections and says nothing. */
  isMute?: boolean
}

const later = (status: number, text: string): Refusal => ({ status, text })

/** The faults of one server, counted down as they happen. */
export class Faults {
  current: Required<Behaviour> = {
    defer: 0,
    bounce: [],
    reject: [],
    greylist: false,
    dropAfterData: 0,
    delayMs: 0,
    isMute: false,
  }
  readonly #known = new Set<string>()

  /** What is said to a recipient, unless they are welcome. */
  ofRecipient(address: string): Refusal | null {
    const { current } = this
    // Their words repeat the address, as those of real servers do.
    if (current.bounce.includes(address)) return later(550, `5.1.1 <${address}>: no such user here`)
    if (current.defer > 0) {
      current.defer -= 1
      return later(451, `4.3.2 <${address}>: come back later`)
    }
    if (current.greylist && !this.#known.has(address)) {
      this.#known.add(address)
      return later(450, `4.2.0 <${address}>: greylisted`)
    }
    return null
  }

  /** What is said to the whole message. */
  ofMessage(recipients: readonly string[]): Refusal | null {
    const refused = recipients.find((address) => this.current.reject.includes(address))
    return refused ? later(554, `5.7.1 message to <${refused}> looks like spam`) : null
  }

  takesDrop(): boolean {
    if (this.current.dropAfterData === 0) return false
    this.current.dropAfterData -= 1
    return true
  }
}
