import { parse } from 'tldts'
import { InvalidError } from '../../platform/error.ts'
import { domainCodes } from './codes.ts'

/** In front of it stands `_galley-challenge.`, and DNS takes 253 characters in all. */
const LONGEST_NAME = 235

/** What URLs cut off, decode or leave out: refused before a URL parser sees it. */
const notInNames = /[\s\p{C}/\\@:?#%[\]_]/u

/** Names that DNS answers for nobody (RFC 6761, 6762, 7686), or for addresses. */
const unverifiable = /(^|\.)(localhost|local|onion|invalid|arpa)$/

/**
 * A domain name in its one spelling: lower case, ASCII, no final dot. Null for what is none, or
 * cannot be one workspace's: addresses, public suffixes (`co.uk`, `github.io`), local names.
 *
 * @example
 * readDomainName('Bücher.Example.') // 'xn--bcher-kva.example'
 * readDomainName('co.uk') // null
 */
export function readDomainName(text: string): string | null {
  const read = readName(text)
  return 'name' in read ? read.name : null
}

/** @throws InvalidError `domain_name_invalid` saying what is wrong with it. */
export function requireDomainName(text: string): string {
  const read = readName(text)
  if ('name' in read) return read.name
  // What is hostile need not be repeated in full.
  const shown = JSON.stringify(text.slice(0, 80).toWellFormed())
  const details = { domain: shown, problem: read.problem }
  const fields = [{ pointer: '/name', message: `This ${read.problem}` }]
  throw new InvalidError(domainCodes.DOMAIN_NAME_INVALID, details, { fields })
}

function readName(text: string): { name: string } | { problem: string } {
  if (text.length > 1000) return { problem: `has more than ${LONGEST_NAME} characters` }
  const given = text.trim().replace(/\.$/, '')
  if (notInNames.test(given)) return { problem: 'has characters that domain names do not have' }
  const name = URL.parse(`http://${given}`)?.hostname
  if (!name) return { problem: 'is not a domain name' }
  if (name.length > LONGEST_NAME) return { problem: `has more than ${LONGEST_NAME} characters` }
  const labels = name.split('.')
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) {
    return { problem: 'is not a domain name' }
  }
  if (/^\d+$/.test(labels.at(-1)!)) return { problem: 'is an IP address' }
  if (unverifiable.test(name)) return { problem: 'is a local or reserved name' }
  const { publicSuffix } = parse(name, { allowPrivateDomains: true, extractHostname: false })
  if (labels.length < 2 || publicSuffix === name) {
    return { problem: 'is a suffix that many share; name a domain below it' }
  }
  return { name }
}
