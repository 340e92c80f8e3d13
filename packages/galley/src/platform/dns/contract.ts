/** The names of the world, asked when the answer matters now and not from a cache of ours. */
export interface Dns {
  /**
   * Every TXT record of `name`, each with its strings joined. A name that is not there, or has no
   * such record, has none: that is an answer. No answer is an error.
   *
   * @throws UnavailableError `dns_unreachable`
   * @example
   * await dns.resolveTxt('_galley-challenge.example.org') // ['galley-domain-verification=…']
   */
  resolveTxt(name: string): Promise<string[]>
}
