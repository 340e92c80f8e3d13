import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './app/query-client.ts'
import { createStudioRouter } from './app/router.tsx'
import { startTheme } from './app/theme.ts'
import { startLocale } from './messages/locale.ts'
import './studio.css'

// Behind the sign-in every screen needs the frame: it comes while the server says who is there.
if (!/^\/(?:sign-|join|verify-email|forgot-password|reset-password)/.test(location.pathname)) {
  void import('./app/shell.tsx')
}

startTheme()
startLocale()
const queryClient = createQueryClient()
const router = createStudioRouter(queryClient)

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
