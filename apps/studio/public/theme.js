// Before the first paint, so that nobody who reads in the dark is flashed: what this browser was
// told last, else what the system says.
;(function () {
  let theme = 'system'
  let locale = null
  try {
    theme = localStorage.getItem('galley.theme') || theme
    locale = localStorage.getItem('galley.locale')
  } catch {
    // A browser may refuse to keep anything.
  }
  const isDark =
    theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
  const root = document.documentElement
  root.dataset.theme = isDark ? 'dark' : 'light'
  if (locale) root.lang = locale
})()
