import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import type { Figures } from '../figures/figures.ts'

/** A chart of lines over days, as its view draws it: everything in the units of its box. */
export type LineChart = {
  width: number
  height: number
  lines: { name: string; path: string }[]
  rungs: { y: number; label: string }[]
  marks: { x: number; label: string; anchor: 'start' | 'middle' | 'end' }[]
}

/** A row of bars in a table: how long each is, in hundredths of the longest. */
export type Bar = { label: string; value: number; length: number; note: string }

const box = { width: 460, height: 200, left: 40, right: 12, top: 10, bottom: 26 } as const
const names = ['submitted', 'approved', 'published'] as const
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** What went through the house each day. */
export function throughput(days: Figures['days']): LineChart {
  const most = Math.max(1, ...days.flatMap((day) => names.map((name) => day[name])))
  const x = scalePoint(
    days.map(({ day }) => day),
    [box.left, box.width - box.right],
  )
  const y = scaleLinear([0, most], [box.height - box.bottom, box.top]).nice(4)
  const at = ({ day }: { day: string }) => x(day) ?? box.left
  const last = days.length - 1
  return {
    width: box.width,
    height: box.height,
    lines: names.map((name) => ({ name, path: line<Figures['days'][number]>(at, (day) => y(day[name]))(days) ?? '' })),
    rungs: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ y: y(value), label: value.toLocaleString('en') })),
    marks: days.flatMap((day, i) =>
      i % 7 === last % 7
        ? [{ x: at(day), label: shortDay.format(new Date(day.day)), anchor: i === last ? ('end' as const) : ('middle' as const) }]
        : [],
    ),
  }
}

/** Bars of one measure, the longest of them whole. */
export function bars(rows: readonly Omit<Bar, 'length'>[]): Bar[] {
  const length = scaleLinear([0, Math.max(1, ...rows.map(({ value }) => value))], [0, 100])
  return rows.map((row) => ({ ...row, length: Math.round(length(row.value) * 10) / 10 }))
}
