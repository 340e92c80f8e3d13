import { defineMessages } from '../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    showTable: 'Show as a table',
    showChart: 'Show as a chart',
    nothing: 'Nothing in this period yet.',
    help: 'Arrow keys go from point to point.',
    total: 'Total',
    unknown: 'not known',
    readout: (label: string, value: string) => `${label}: ${value}`,
  },
  de: {
    showTable: 'Als Tabelle zeigen',
    showChart: 'Als Diagramm zeigen',
    nothing: 'In diesem Zeitraum noch nichts.',
    help: 'Die Pfeiltasten gehen von Punkt zu Punkt.',
    total: 'Zusammen',
    unknown: 'nicht bekannt',
    readout: (label, value) => `${label}: ${value}`,
  },
})
