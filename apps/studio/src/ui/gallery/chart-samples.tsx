import { BarChart } from '../../charts/bar-chart.tsx'
import { StackedBarChart } from '../../charts/stacked-bar-chart.tsx'
import { Section } from '../section.tsx'

const points = Array.from({ length: 30 }, (_, index) => ({
  id: String(index),
  label: `${index + 1} Nov`,
}))
const course = (size: number, shift: number) =>
  points.map((_, index) => Math.round(size * (2 + Math.sin(index / 3 + shift) + (index % 7) / 5)))
const dollars = (value: number) => `$${value}`

const models = [
  { id: 'large', name: 'Large model', values: course(9, 0) },
  { id: 'small', name: 'Small model', values: course(5, 1) },
  { id: 'speech', name: 'Speech', values: course(3, 2) },
]

export function ChartSamples() {
  const shared = { points, pointName: 'Day', format: dollars }
  return (
    <Section title="Charts" description="Arrow keys go along them; each is there as a table too.">
      <div className="grid gap-x-10 gap-y-10 md:grid-cols-2">
        <BarChart
          title="Articles"
          summary="A quiet start, and a busy end of the month."
          labelName="Day"
          valueName="Articles"
          format={String}
          bars={points.slice(0, 14).map((point, index) => ({ ...point, value: (index * 5) % 11 }))}
        />
        <StackedBarChart
          {...shared}
          title="Spent by model and day"
          summary="Every day the large model is the largest part."
          series={models}
        />
        <StackedBarChart
          {...shared}
          title="Readers"
          summary="Nobody has read it."
          points={[]}
          series={[{ id: 'readers', name: 'Readers', values: [] }]}
        />
      </div>
    </Section>
  )
}
