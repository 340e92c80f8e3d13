import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLocale } from '../../messages/locale.ts'
import '../../studio.css'
import { Page, PageHeader } from '../page-header.tsx'
import { Toasts } from '../toast.tsx'
import { ActionSamples } from './action-samples.tsx'
import { ChartSamples } from './chart-samples.tsx'
import { DataSamples } from './data-samples.tsx'
import { FieldSamples } from './field-samples.tsx'
import { LayerSamples } from './layer-samples.tsx'
import { StateSamples } from './state-samples.tsx'

/** Every primitive on one page, for eyes and for tests; no part of the studio. */
function Gallery() {
  return (
    <>
      <main>
        <Page>
          <PageHeader
            crumbs={[{ label: 'Studio', to: '/' }]}
            title="Primitives"
            description="What every screen is made of, once each, in the states that it has."
          />
          <ActionSamples />
          <FieldSamples />
          <LayerSamples />
          <DataSamples />
          <ChartSamples />
          <StateSamples />
        </Page>
      </main>
      <Toasts />
    </>
  )
}

startLocale()
const router = createRouter({
  routeTree: createRootRoute({ component: Gallery, notFoundComponent: Gallery }),
  history: createMemoryHistory(),
})

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
