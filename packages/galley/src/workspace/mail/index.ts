import { defineModule } from '../../platform/module.ts'
import { sealedColumns } from '../../platform/secrets/index.ts'
import { sealPurpose } from './payload.ts'
import { mailRoutes } from './routes.ts'
import { mailRoutines } from './routines.ts'
import { sendMailJob } from './send-mail.ts'
import { sweepMails } from './sweep-mails.ts'

export { defineMail } from './define-mail.ts'
export type { MailBody, MailCategory, MailDefinition } from './define-mail.ts'
export { mailPreferences, setMailPreferences } from './preferences.ts'
export type { MailPreferences } from './preferences.ts'
export { queueMail } from './queue-mail.ts'
export type { MailSender } from './render-mail.ts'

export const mailModule = defineModule({
  name: 'mail',
  routes: mailRoutes,
  routines: [mailRoutines],
  jobs: (services) => [sendMailJob(services)],
  crons: [{ id: 'mail.sweep_mails', schedule: '37 3 * * *', missed: 'once', run: sweepMails }],
  contributions: [
    sealedColumns.contribute({
      table: 'mails',
      idColumns: ['id'],
      column: 'sealed',
      purpose: ({ id }) => sealPurpose(id!),
    }),
  ],
})
