declare module 'samlp' {
  interface ParsedRequest {
    id?: string
    issuer?: string
    assertionConsumerServiceURL?: string
  }
  interface ResponseOptions {
    issuer: string
    key: string
    cert: string
    audience: string
    recipient: string
    destination: string
    inResponseTo?: string
    signResponse?: boolean
    signAssertion?: boolean
    signatureAlgorithm?: 'rsa-sha256' | 'rsa-sha1'
    digestAlgorithm?: 'sha256' | 'sha1'
    lifetimeInSeconds?: number
    nameIdentifierFormat?: string
    profileMapper: (user: unknown) => {
      getClaims(): Record<string, unknown>
      getNameIdentifier(): { nameIdentifier: string; nameIdentifierFormat?: string }
    }
  }
  type Callback<T> = (error: Error | null, value: T) => void
  const samlp: {
    parseRequest(request: unknown, callback: Callback<ParsedRequest>): void
    getSamlResponse(options: ResponseOptions, user: unknown, callback: Callback<string>): void
  }
  export default samlp
}
