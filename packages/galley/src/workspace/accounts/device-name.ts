/** `Firefox on Linux`: what a person recognises their device by. Loaded on first use. */
export async function createDeviceNamer(): Promise<(userAgent: string | null) => string> {
  const { default: Bowser } = await import('bowser')
  return (userAgent) => {
    if (!userAgent) return 'Unknown device'
    const { browser, os } = Bowser.parse(userAgent)
    if (!browser.name) return os.name ? `Unknown browser on ${os.name}` : 'Unknown device'
    return os.name ? `${browser.name} on ${os.name}` : browser.name
  }
}
