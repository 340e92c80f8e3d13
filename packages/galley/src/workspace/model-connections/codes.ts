import { defineCodes } from '../../platform/error.ts'

export const connectionCodes = defineCodes({
  MODEL_CONNECTIONS_NEED_WORKSPACE:
    'Connections to models are of the whole workspace, and you are narrowed to projects of it. Ask somebody who sees all of it, or use a key without projects.',
  MODEL_CONNECTION_NOT_FOUND:
    'This workspace has no connection to {provider}. PUT /api/v1/model-connections/{provider} makes one.',
  MODEL_CONNECTION_KEY_NEEDED: 'A connection to {provider} needs its API key. Give api_key.',
  MODEL_CONNECTION_KEY_ELSEWHERE:
    'The key of {provider} was given for {before}. Give api_key again to send it to another address.',
  MODEL_CONNECTION_ADDRESS_NEEDED:
    'A connection to {provider} needs the address of the server. Give base_url, for example https://llm.example.org/v1.',
  MODEL_CONNECTION_MODEL_NEEDED:
    '{provider} takes no model for granted. Give model, as the server calls it.',
  MODEL_CONNECTION_INSECURE:
    'The key would travel to {address} in the open. Give an https address; an operator can allow others with GALLEY_ALLOW_PRIVATE_NETWORK.',
})
