export {
  buildAnswer,
  buildAssertion,
  newXmlId,
  RSA_SHA1,
  SHA1,
  signAnswer,
  signElement,
  wrappings,
} from './forge-saml.ts'
export type { SamlAnswer, SignOptions } from './forge-saml.ts'
export { makeSigner } from './signer.ts'
export type { Signer } from './signer.ts'
export { startForgingOidc } from './start-forging-oidc.ts'
export type { ForgingOidc, OidcForgery } from './start-forging-oidc.ts'
export { startOidcProvider } from './start-oidc-provider.ts'
export type { OidcProvider } from './start-oidc-provider.ts'
export { startSamlProvider } from './start-saml-provider.ts'
export type { SamlProvider } from './start-saml-provider.ts'
