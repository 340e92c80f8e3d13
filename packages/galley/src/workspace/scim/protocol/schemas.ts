/** The schemas of RFC 7643 as far as they are kept here, as data. */
export interface Attribute {
  name: string
  type: 'string' | 'boolean' | 'complex' | 'reference' | 'dateTime' | 'binary'
  multiValued: boolean
  description: string
  required: boolean
  caseExact: boolean
  mutability: 'readWrite' | 'readOnly' | 'immutable' | 'writeOnly'
  returned: 'default' | 'always' | 'never'
  uniqueness: 'none' | 'server' | 'global'
  canonicalValues?: string[]
  referenceTypes?: string[]
  subAttributes?: Attribute[]
}

export interface Schema {
  id: string
  name: string
  description: string
  attributes: Attribute[]
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

function attribute(name: string, description: string, more: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: more.subAttributes ? 'complex' : 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...more,
  }
}

/** A list of values with a type, a label and one that comes first: e-mails, phones, addresses. */
const plural = (name: string, description: string, subAttributes?: Attribute[]): Attribute =>
  attribute(name, description, {
    multiValued: true,
    subAttributes: [
      ...(subAttributes ?? [attribute('value', 'The value itself.')]),
      attribute('display', 'How it is shown.'),
      attribute('type', 'What it is for: work, home, other.'),
      attribute('primary', 'Whether it comes first. At most one does.', { type: 'boolean' }),
    ],
  })

const readOnly = { mutability: 'readOnly' } as const

const userSchema: Schema = {
  id: USER,
  name: 'User',
  description: 'A member of the workspace.',
  attributes: [
    attribute('userName', 'Names the user in the directory. Upper and lower case are the same.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', "The person's name.", {
      subAttributes: [
        attribute('formatted', 'The whole name.'),
        attribute('familyName', 'Family name.'),
        attribute('givenName', 'Given name.'),
        attribute('middleName', 'Middle names.'),
        attribute('honorificPrefix', 'Titles before the name.'),
        attribute('honorificSuffix', 'What follows the name.'),
      ],
    }),
    attribute('displayName', 'How the person is shown.'),
    attribute('nickName', 'How the person is called.'),
    attribute('profileUrl', 'A page about the person.', {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    attribute('title', 'What the person is in the organisation.'),
    attribute('userType', 'How the person belongs to the organisation.'),
    attribute('preferredLanguage', 'A language, as in Accept-Language.'),
    attribute('locale', 'A place for formats of dates and numbers.'),
    attribute('timezone', 'A time zone, such as Europe/Zurich.'),
    attribute('active', 'Whether the person may work in the workspace.', { type: 'boolean' }),
    plural('emails', 'E-mail addresses, of verified domains. The primary one names the account.'),
    plural('phoneNumbers', 'Phone numbers.'),
    plural('ims', 'Addresses for messages.'),
    plural('photos', 'Addresses of pictures.'),
    plural('addresses', 'Postal addresses.', [
      attribute('formatted', 'The whole address.'),
      attribute('streetAddress', 'Street and number.'),
      attribute('locality', 'City.'),
      attribute('region', 'State or region.'),
      attribute('postalCode', 'Postal code.'),
      attribute('country', 'Country, two letters.'),
    ]),
    plural('entitlements', 'What the person is entitled to elsewhere.'),
    plural('roles', 'What the person is elsewhere. Roles here come by groups.'),
    plural('x509Certificates', 'Certificates.'),
    attribute('groups', 'The groups that the person is in.', {
      multiValued: true,
      ...readOnly,
      subAttributes: [
        attribute('value', 'Its id.', readOnly),
        attribute('$ref', 'Its address.', {
          type: 'reference',
          referenceTypes: ['Group'],
          ...readOnly,
        }),
        attribute('display', 'Its name.', readOnly),
        attribute('type', 'Always direct.', readOnly),
      ],
    }),
  ],
}

const enterpriseSchema: Schema = {
  id: ENTERPRISE,
  name: 'EnterpriseUser',
  description: 'What organisations say about their people.',
  attributes: [
    attribute('employeeNumber', 'The number that the organisation knows them by.'),
    attribute('costCenter', 'Cost centre.'),
    attribute('organization', 'Organisation.'),
    attribute('division', 'Division.'),
    attribute('department', 'Department.'),
    attribute('manager', 'Whom they report to.', {
      subAttributes: [
        attribute('value', 'Its id in the directory.'),
        attribute('$ref', 'Its address.', { type: 'reference', referenceTypes: ['User'] }),
        attribute('displayName', 'Its name.'),
      ],
    }),
  ],
}

const groupSchema: Schema = {
  id: GROUP,
  name: 'Group',
  description: 'A group of the directory. It can be given a role in the workspace.',
  attributes: [
    attribute('displayName', 'What it is called. Upper and lower case are the same.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('members', 'Who is in it: users of this workspace.', {
      multiValued: true,
      subAttributes: [
        attribute('value', 'The id of a user.', { mutability: 'immutable', caseExact: true }),
        attribute('$ref', 'Its address.', {
          type: 'reference',
          referenceTypes: ['User'],
          mutability: 'immutable',
        }),
        attribute('display', 'Its name.', readOnly),
        attribute('type', 'Always User.', {
          mutability: 'immutable',
          canonicalValues: ['User'],
        }),
      ],
    }),
  ],
}

export const schemas: readonly Schema[] = [userSchema, groupSchema, enterpriseSchema]

const byLowerCase = (attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> =>
  new Map(attributes.map((one) => [one.name.toLowerCase(), one]))

const externalId = attribute('externalId', "The directory's own id.", { caseExact: true })

/** Attributes by their names in lower case: upper and lower case are the same in them. */
export const userAttributes = byLowerCase([externalId, ...userSchema.attributes])
export const enterpriseAttributes = byLowerCase(enterpriseSchema.attributes)

export const subAttributesOf = ({ subAttributes = [] }: Attribute) => byLowerCase(subAttributes)
