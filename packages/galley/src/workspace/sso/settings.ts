import { z } from 'zod'

/** A certificate that a provider signs with. */
export const StoredCertificate = z.object({
  pem: z.string(),
  /** SHA-256 of its DER, hex. */
  fingerprint: z.string(),
  subject: z.string(),
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime(),
})
export type StoredCertificate = z.infer<typeof StoredCertificate>

export interface OidcSettings {
  kind: 'oidc'
  issuer: string
  clientId: string
  scopes: string[]
  /** The claim that lists somebody's groups. */
  groupsClaim: string
  /** Believe addresses that the provider does not say are verified. Only of verified domains, ever. */
  trustsEmail: boolean
}

export interface SamlSettings {
  kind: 'saml'
  entityId: string
  ssoUrl: string
  /** Several while one takes over from another. */
  certificates: StoredCertificate[]
  /** What has to bear the signature; `either` takes both. */
  signed: 'assertion' | 'response' | 'both' | 'either'
  allowsIdpInitiated: boolean
  /** Names of attributes; null: the usual ones. */
  emailAttribute: string | null
  subjectAttribute: string | null
  groupsAttribute: string | null
}

export type ConnectionSettings = OidcSettings | SamlSettings

export const RoleMapping = z.array(
  z.object({
    group: z.string().min(1).max(500).describe('As the provider names it.'),
    role: z.string().min(1).max(100).describe('A built-in role but owner, or the id of one.'),
  }),
)
export type RoleMapping = z.infer<typeof RoleMapping>

const text = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    // oxlint-disable-next-line no-control-regex -- these are what must not be in it
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Without control characters')
const url = z.url({ protocol: /^https?$/ }).max(2000)

export const OidcInput = z.object({
  issuer: url.describe('The address below which /.well-known/openid-configuration is.'),
  clientId: text(500),
  clientSecret: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('Stored sealed and never shown. Absent: a public client, or the one that is stored.'),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'A scope, without spaces'))
    .max(20)
    .optional()
    .describe('Beside openid. By default email and profile.'),
  groupsClaim: text(200).optional().describe('By default `groups`.'),
  trustsEmail: z
    .boolean()
    .optional()
    .describe(
      'Also believe addresses that the provider does not say are verified. They must be of a verified domain all the same.',
    ),
})
export type OidcInput = z.infer<typeof OidcInput>

export const SamlInput = z.object({
  metadataXml: z.string().max(1_000_000).optional().describe("The provider's metadata, pasted."),
  metadataUrl: url.optional().describe("Where the provider's metadata is fetched, once."),
  entityId: text(1000).optional(),
  ssoUrl: url.optional().describe('Where sign-ins begin (binding HTTP-Redirect).'),
  certificates: z
    .array(z.string().max(20_000))
    .min(1)
    .max(5)
    .optional()
    .describe('PEM or base64. Several while one takes over from another.'),
  signed: z
    .enum(['assertion', 'response', 'both', 'either'])
    .optional()
    .describe('Default either.'),
  allowsIdpInitiated: z
    .boolean()
    .optional()
    .describe('Take answers that nobody asked for. Default false, which is safer.'),
  emailAttribute: text(500).nullable().optional(),
  subjectAttribute: text(500).nullable().optional().describe('By default the NameID.'),
  groupsAttribute: text(500).nullable().optional(),
})
export type SamlInput = z.infer<typeof SamlInput>
