import { FileText } from 'lucide-react'
import { ApiError, ConnectionError } from '../../api/errors.ts'
import { Badge, StatusDot } from '../badge.tsx'
import { Button } from '../button.tsx'
import { Callout } from '../callout.tsx'
import { EmptyState } from '../empty-state.tsx'
import { ErrorPanel, NoPermission } from '../error-panel.tsx'
import { ProblemNote } from '../problem-note.tsx'
import { Progress } from '../progress.tsx'
import { Section } from '../section.tsx'
import { SkeletonRows, SkeletonText } from '../skeleton.tsx'
import { Spinner } from '../spinner.tsx'

const broken = new ApiError(new Response(null, { status: 500 }), { request_id: 'req_7c1e' })
const tones = ['neutral', 'accent', 'success', 'warning', 'danger'] as const

export function StateSamples() {
  return (
    <Section title="States">
      <div className="grid gap-8 md:grid-cols-2">
        <EmptyState
          icon={FileText}
          title="No articles yet"
          actions={<Button variant="primary">Write the first one</Button>}
        >
          Add a recording or a text, and an article is made of it in a few minutes.
        </EmptyState>
        <ErrorPanel error={broken} onRetry={() => undefined} />
        <ErrorPanel error={new ConnectionError('no answer')} onRetry={() => undefined} />
        <NoPermission />
        <div className="flex flex-col gap-3">
          <Callout title="Two-factor sign-in is off">
            Everybody who manages this workspace needs it from December on.
          </Callout>
          <Callout tone="success">The domain is verified.</Callout>
          <Callout
            tone="warning"
            title="The budget is nearly spent"
            actions={<Button size="small">Raise it</Button>}
          >
            At $60 new work waits.
          </Callout>
          <Callout tone="danger">The key was revoked yesterday.</Callout>
          <ProblemNote error={broken} />
        </div>
        <div className="flex flex-col gap-6">
          <Progress label="Transcribing" value={0.62} />
          <Progress label="Waiting" />
          <div className="flex flex-wrap items-center gap-4">
            {tones.map((tone) => (
              <Badge key={tone} tone={tone}>
                {tone}
              </Badge>
            ))}
          </div>
          <div className="flex flex-wrap items-center gap-4">
            {tones.map((tone) => (
              <StatusDot key={tone} tone={tone}>
                {tone}
              </StatusDot>
            ))}
            <span className="inline-flex items-center gap-2 text-sm text-muted">
              <Spinner /> Under way
            </span>
          </div>
          <SkeletonText lines={3} />
          <SkeletonRows rows={3} />
        </div>
      </div>
    </Section>
  )
}
