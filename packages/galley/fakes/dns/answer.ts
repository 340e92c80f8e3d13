import { AUTHORITATIVE_ANSWER, encode, TRUNCATED_RESPONSE } from 'dns-packet'
import type { Answer, Packet } from 'dns-packet'

/** One record: a string, or the several strings of at most 255 bytes that it is sent in. */
export type Txt = string | readonly string[]

/**
 * `silence`: no answer at all. `garbage`: bytes that are no message. `foreign_id`: the answer to
 * somebody else's question. `other_case`: names spelled in another case than asked.
 * `truncated`: cut over UDP whatever its size. `cut_off`: cut over UDP, and TCP breaks.
 * `alias`: the records stand behind a CNAME.
 */
export type Fault =
  | 'nxdomain'
  | 'servfail'
  | 'refused'
  | 'silence'
  | 'garbage'
  | 'foreign_id'
  | 'other_case'
  | 'truncated'
  | 'cut_off'
  | 'alias'

const CODES = { nxdomain: 3, servfail: 2, refused: 5 } as const
const OLD_LIMIT = 512

interface Known {
  transport: 'udp' | 'tcp'
  txt: readonly Txt[] | undefined
  fault: Fault | undefined
}

/** The message to send, ready-made bytes where it is none, or null for silence. */
export function answerTo(query: Packet, known: Known): Packet | Uint8Array | null {
  const { transport, txt, fault } = known
  if (fault === 'silence') return null
  if (fault === 'cut_off' && transport === 'tcp') return null
  if (fault === 'garbage') return new Uint8Array([1, 2, 3])
  const full = messageFor(query, txt, fault)
  if (transport === 'tcp') return full
  const isCut = fault === 'truncated' || fault === 'cut_off' || encode(full).length > limitOf(query)
  return isCut ? { ...full, flags: (full.flags ?? 0) | TRUNCATED_RESPONSE, answers: [] } : full
}

function messageFor(query: Packet, txt: Known['txt'], fault: Fault | undefined): Packet {
  const [question] = query.questions ?? []
  const asked = question?.name ?? ''
  const isKnown = txt !== undefined
  const code =
    fault !== undefined && fault in CODES ? CODES[fault as keyof typeof CODES] : isKnown ? 0 : 3
  const name = fault === 'other_case' ? swapCase(asked) : asked
  const owner = fault === 'alias' ? `elsewhere.${name}` : name
  const records: Answer[] = (txt ?? []).map((record) => ({
    type: 'TXT',
    name: owner,
    ttl: 3600,
    data: typeof record === 'string' ? pieces(record) : [...record],
  }))
  const alias: Answer[] = fault === 'alias' ? [{ type: 'CNAME', name, data: owner, ttl: 3600 }] : []
  return {
    type: 'response',
    id: fault === 'foreign_id' ? ((query.id ?? 0) + 1) & 0xffff : query.id,
    flags: AUTHORITATIVE_ANSWER | code,
    questions: question ? [{ ...question, name }] : [],
    answers: code === 0 && question?.type === 'TXT' ? [...alias, ...records] : [],
  } as Packet
}

/** What the client says it can take in one datagram (EDNS), or what all can. */
function limitOf(query: Packet): number {
  const option = query.additionals?.find((record) => record.type === 'OPT')
  return option && 'udpPayloadSize' in option
    ? Math.max(OLD_LIMIT, option.udpPayloadSize)
    : OLD_LIMIT
}

const pieces = (text: string) => text.match(/[^]{1,255}/g) ?? ['']

const swapCase = (name: string) =>
  name.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
