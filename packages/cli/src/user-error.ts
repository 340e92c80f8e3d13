/** Ends the command with a message for the person, and a code each for the shell and for scripts. */
export class UserError extends Error {
  readonly code: string
  readonly exitCode: number

  constructor(code: string, message: string, exitCode = 1) {
    super(message)
    this.code = code
    this.exitCode = exitCode
  }
}
