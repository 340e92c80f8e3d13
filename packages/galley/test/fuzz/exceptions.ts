/** Operations that are only sent without a credential: with one they would end the test itself. */
export const exceptions: readonly { operation: RegExp; reason: string }[] = [
  { operation: /\.sign_?out/i, reason: 'it ends the session that the other requests need' },
  {
    operation: /^(workspaces?|accounts?|me)\.(delete|remove|close|leave)$/i,
    reason: 'it takes away the workspace or the person that the other requests need',
  },
]
