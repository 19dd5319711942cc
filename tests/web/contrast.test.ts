import { readFileSync } from 'node:fs'

const tokens = readFileSync('views/assets/css/tokens.css', 'utf8')
const grounds = ['paper', 'sheet', 'raised'] as const
const washes = ['pencil-wash', 'amber-wash', 'green-wash', 'blue-wash'] as const

const text = [
  ...['ink', 'ink-2', 'ink-3', 'pencil', 'amber', 'green', 'blue'].flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => washes.map((wash) => [ink, wash])),
  ...['pencil', 'amber', 'green', 'blue'].map((ink) => [ink, `${ink}-wash`]),
  ...['ink', 'pencil', 'green'].map((ground) => ['sheet', ground]),
  ['ink-2', 'rule'],
]
const edges = ['edge', 'pencil', 'blue'].flatMap((edge) => grounds.map((ground) => [edge, ground]))

describe.each([
  ['light', 0],
  ['dark', 1],
])('in the %s theme', (_name, theme) => {
  test.each(text)('%s on %s can be read (4.5 to 1)', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(edges)('a field edged with %s stands out from %s (3 to 1)', (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3)
  })
})

function colour(token = '', theme: number): string {
  const found = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens)
  return found?.[theme + 1] ?? ''
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
