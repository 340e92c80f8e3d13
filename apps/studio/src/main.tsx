import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './app/query-client.ts'
import { createStudioRouter } from './app/router.tsx'
import { startTheme } from './app/theme.ts'
import { startLocale } from './messages/locale.ts'
import './studio.css'

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
