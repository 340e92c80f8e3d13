import { defineMessages } from '../../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    title: 'Models',
    about: 'What writes. Prices are per million tokens, and every call is billed by them.',
    model: 'Model',
    provider: 'Provider',
    input: 'In',
    output: 'Out',
    standard: 'standard',
    price: (date: string) => `Price of ${date}`,
    unknown: 'not known',
    embedded:
      'Arranges the sources’ own sentences. Costs nothing, and nothing leaves this installation.',
    connect: 'Connect a model',
    connectText:
      'Set a key in the environment of the server and start it again; the models then appear here.',
    connectOpenai: 'OpenAI, and servers that speak its protocol such as Ollama or vLLM',
    connectAnthropic: 'Anthropic',
  },
  de: {
    title: 'Modelle',
    about: 'Was schreibt. Preise gelten je Million Token, und jeder Aufruf wird danach berechnet.',
    model: 'Modell',
    provider: 'Anbieter',
    input: 'Hinein',
    output: 'Heraus',
    standard: 'üblich',
    price: (date) => `Preis vom ${date}`,
    unknown: 'unbekannt',
    embedded:
      'Ordnet die Sätze der Quellen. Kostet nichts, und nichts verlässt diese Installation.',
    connect: 'Ein Modell verbinden',
    connectText:
      'Einen Schlüssel in der Umgebung des Servers setzen und ihn neu starten; dann erscheinen die Modelle hier.',
    connectOpenai: 'OpenAI, und Server mit dessen Protokoll wie Ollama oder vLLM',
    connectAnthropic: 'Anthropic',
  },
})
