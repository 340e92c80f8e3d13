import { defineMessages, plural } from '../../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    title: 'Notifications',
    unread: (count: number) =>
      plural(count, { one: '# new notification', other: '# new notifications' }),
    none: 'Nothing has happened that you would want to know.',
    readAll: 'Mark all as read',
    settings: 'What reaches you',
    jobFinished: (what: string) => `Done: ${what}`,
    jobFailed: (what: string) => `Failed: ${what}`,
    invitationAccepted: (who: string) => `${who} has joined.`,
    spendingNear: 'Spending is close to its limit.',
    connectionFailing: 'A model does not answer.',
    somebody: 'Somebody',
  },
  de: {
    title: 'Mitteilungen',
    unread: (count) => plural(count, { one: '# neue Mitteilung', other: '# neue Mitteilungen' }),
    none: 'Nichts ist geschehen, was man wissen müsste.',
    readAll: 'Alle als gelesen markieren',
    settings: 'Was ankommt',
    jobFinished: (what) => `Fertig: ${what}`,
    jobFailed: (what) => `Gescheitert: ${what}`,
    invitationAccepted: (who) => `${who} ist dazugekommen.`,
    spendingNear: 'Die Ausgaben sind nah an der Grenze.',
    connectionFailing: 'Ein Modell antwortet nicht.',
    somebody: 'Jemand',
  },
})
