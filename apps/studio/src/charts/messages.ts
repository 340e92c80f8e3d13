import { defineMessages } from '../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    showTable: 'Show as a table',
    showChart: 'Show as a chart',
    nothing: 'Nothing in this period yet.',
    help: 'Arrow keys go from bar to bar.',
  },
  de: {
    showTable: 'Als Tabelle zeigen',
    showChart: 'Als Diagramm zeigen',
    nothing: 'In diesem Zeitraum noch nichts.',
    help: 'Die Pfeiltasten gehen von Balken zu Balken.',
  },
})
