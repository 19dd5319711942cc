import { escaped, markup } from '../../server/web/markup.ts'
import * as ui from '../../server/web/ui.ts'

const now = new Date('2026-11-12T09:30:00Z')

test.each([
  ['2026-11-12T09:29:31Z', 'now'],
  ['2026-11-12T09:26:00Z', '4 min ago'],
  ['2026-11-12T08:30:00Z', '1 h ago'],
  ['2026-11-11T21:00:00Z', '12 h ago'],
  ['2026-11-11T09:00:00Z', 'yesterday'],
  ['2026-11-03T09:00:00Z', '3 Nov'],
  ['2025-11-12T09:30:00Z', '12 Nov 2025'],
  ['2026-11-12T17:00:00Z', 'today 17:00'],
  ['2026-11-13T17:00:00Z', 'tomorrow 17:00'],
  ['2026-12-24T17:00:00Z', '24 Dec'],
  ['2027-01-02T17:00:00Z', '2 Jan 2027'],
])('%s reads as “%s” on 12 November 2026 at 9:30', (moment, words) => {
  expect(ui.ago(new Date(moment), now)).toBe(words)
})

test('a time element says the exact moment in UTC, whatever the zone of the house', () => {
  expect(escaped(ui.time(new Date('2026-11-12T07:40:00+02:00'), now))).toBe(
    '<time datetime="2026-11-12T05:40:00.000Z" title="12 Nov 2026, 05:40 UTC">3 h ago</time>',
  )
})

test.each([
  ['draft', 'none', ['Draft']],
  ['review', 'none', ['In review']],
  ['review', 'live', ['In review', 'Live']],
  ['draft', 'withdrawn', ['Draft', 'Withdrawn']],
  ['published', 'live', ['Published']],
  ['published', 'withdrawn', ['Withdrawn']],
  ['spiked', 'none', ['Spiked']],
  ['published', 'killed', ['Killed']],
] as const)('an article that is %s and %s is badged so', (stage, publication, words) => {
  expect(ui.badges(stage, publication).map(({ word }) => word)).toEqual(words)
})

test('what has its approvals is badged by what comes next, and only in review', () => {
  expect(ui.badges('review', 'live', { approved: true }).map(({ word }) => word)).toEqual(['Approved, to publish', 'Live'])
  expect(ui.badges('draft', 'none', { approved: true }).map(({ word }) => word)).toEqual(['Draft'])
  expect(ui.badges('draft', 'live', { returned: true }).map(({ word }) => word)).toEqual(['Changes requested', 'Live'])
  expect(ui.badges('review', 'none', { returned: true }).map(({ word }) => word)).toEqual(['In review'])
})

test('numbers are grouped and agree with their noun', () => {
  expect([ui.plural(1, 'article'), ui.plural(48_204, 'article'), ui.plural(0, 'entry', 'entries')]).toEqual([
    '1 article',
    '48,204 articles',
    '0 entries',
  ])
})

test.each([
  ['Amina Otieno', 'AO'],
  ['  Grace  Brewster Murray Hopper ', 'GH'],
  ['ada', 'A'],
  ['ليلى حداد', 'لح'],
  ['𝒜 ß', '𝒜SS'],
  ['', '?'],
])('the initials of “%s” are %s', (name, letters) => {
  expect(ui.initials(name)).toBe(letters)
})

test('words from outside are escaped, even when they look like markup of the house', () => {
  expect(escaped('<b>&"\'')).toBe('&lt;b&gt;&amp;&#34;&#39;')
  expect(escaped({ html: '<b>', toString: () => '<b>' })).toBe('&lt;b&gt;')
  expect(escaped(JSON.parse('{"Symbol(html)": "<b>"}'))).toBe('[object Object]')
  expect(escaped(markup('<b>'))).toBe('<b>')
})

test('an icon is hidden from those who hear the page', () => {
  expect(escaped(ui.icon('check'))).toMatch(/^<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="[^"]+" ?\/><\/svg>$/)
})
