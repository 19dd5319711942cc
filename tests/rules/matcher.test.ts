import fc from 'fast-check'
import { fold } from '../../server/cleaning/shadow.ts'
import { askedOf } from '../../server/rules/condition.ts'
import { failingExamples } from '../../server/rules/examples.ts'
import { literalIndex } from '../../server/rules/literal-index.ts'
import { type HouseFinding, matcherOf } from '../../server/rules/matcher.ts'
import { Definition, sentenceOf, type Way } from '../../server/rules/rule.ts'
import { cutting } from './definitions.ts'

const source = '01900000-0000-7000-8000-0000000000b1'
const here = { source_id: source, language: 'en' }

/** The words that a rule finds in a text of several lines. */
function foundBy(definition: Definition, text: string, asking: { source_id: string; language: string | null } = here): string[] {
  const lines = text.split('\n')
  const { find } = matcherOf([{ id: 'one', version: 1, name: 'One', definition }])
  return find(lines, asking).map(({ line, start, end }) => lines[line]?.slice(start, end) ?? '')
}

const when = (way: Way, text: string, wishes: Partial<Definition> = {}) => cutting('', { when: { way, text }, ...wishes })

describe('the words of a rule', () => {
  test('are found whatever their capitals, accents, quotation marks and blanks', () => {
    const text = '  STORY\u00a0 CONTINUES below the fold'
    expect(foundBy(cutting('Story continues'), text)).toEqual([text])
    expect(foundBy(when('contains', 'l’été'), "Notre carnet de L'ETE est en ligne")).toHaveLength(1)
  })

  test.each([
    ['starts', 'Tap for more', ['Tap for more pictures'], ['Please tap for more', 'Tap for moreover']],
    ['ends', 'see page two', ['The rest: see page two'], ['See page two tomorrow', 'Foresee page two']],
    ['contains', 'our app', ['It is all in our app today'], ['It is all in our apple pie', 'In four apps']],
    ['equals', 'advertisement', ['Advertisement', '  ADVERTISEMENT '], ['Advertisement below']],
    ['matches', '^part \\d+ of \\d+$', ['Part 2 of 5'], ['Part 2 of 5 opens today', 'Part two of five']],
  ] as const)('%s “%s” finds what it says and nothing else', (way, text, match, keep) => {
    for (const line of match) expect(foundBy(when(way, text), line)).toEqual([line])
    for (const line of keep) expect(foundBy(when(way, text), line)).toEqual([])
  })

  test('stand free between signs of a script without blanks', () => {
    expect(foundBy(when('contains', '我们的应用'), '请下载我们的应用程序')).toHaveLength(1)
  })

  test('go alone, with their sentence or with their paragraph', () => {
    const text = 'The ferry sails at noon. Read on in our app today. The crew is twelve.'
    expect(foundBy(when('contains', 'in our app', { stretch: 'words' }), text)).toEqual(['in our app'])
    expect(foundBy(when('contains', 'in our app', { stretch: 'sentence' }), text)).toEqual(['Read on in our app today.'])
    expect(foundBy(when('contains', 'in our app'), text)).toEqual([text])
    expect(foundBy(when('starts', 'read on', { stretch: 'sentence' }), text)).toEqual(['Read on in our app today.'])
  })
})

describe('what narrows a rule', () => {
  test('an exception, and a number of words', () => {
    const rule = cutting('Story continues below', { unless: [{ way: 'contains', text: 'said' }], most_words: 5 })
    expect(foundBy(rule, 'Story continues below')).toHaveLength(1)
    expect(foundBy(rule, 'Story continues below deck, said Ada')).toEqual([])
    expect(foundBy(rule, 'Story continues below the new harbour wall')).toEqual([])
  })

  test('the first and the last paragraphs, blank lines not counted', () => {
    const text = 'More here\n\nMore here again\n\nThe story.\n\nMore here too\n'
    expect(foundBy(cutting('More here', { place: 'first', paragraphs: 2 }), text)).toEqual(['More here', 'More here again'])
    expect(foundBy(cutting('More here', { place: 'last', paragraphs: 1 }), text)).toEqual(['More here too'])
  })

  test('sources and languages', () => {
    const other = '01900000-0000-7000-8000-0000000000b2'
    expect(foundBy(cutting('More here', { sources: [other] }), 'More here')).toEqual([])
    expect(foundBy(cutting('More here', { sources: [source] }), 'More here')).toHaveLength(1)
    expect(foundBy(cutting('More here', { languages: ['en'] }), 'More here', { source_id: source, language: 'en-GB' })).toHaveLength(1)
    expect(foundBy(cutting('More here', { languages: ['de'] }), 'More here')).toEqual([])
    expect(foundBy(cutting('More here', { languages: ['en'] }), 'More here', { source_id: source, language: null })).toEqual([])
  })
})

describe('what a rule cannot be is refused in words with the place', () => {
  const refusal = (text: string) =>
    Definition.safeParse(when('matches', text))
      .error?.issues.map(({ message }) => message)
      .join(' ')

  test.each([
    ['foo(?=bar)', 'at sign 4, “(?=”: it looks ahead or behind'],
    ['(a+)b\\1', 'at sign 6, “\\1”: it refers back'],
    ['ab(cd', 'at sign 3, “(cd”: a parenthesis ( is never closed'],
    ['[ab', 'at sign 1, “[ab”: a bracket [ is never closed'],
    ['*a', 'there is nothing in front of it to repeat'],
    ['ab{101}', 'repeats more than 100 times at sign 3, “{101}”'],
    ['x*', 'also matches where nothing stands'],
    ['x'.repeat(501), 'under 500 characters'],
  ])('the pattern %s', (pattern, says) => {
    expect(refusal(pattern)).toContain(says)
  })

  test('words that nobody sees', () => {
    expect(Definition.safeParse(cutting('\u200b\u200b')).error?.issues[0]?.message).toContain('nobody sees')
  })
})

test('examples are read as the rule reads articles, wherever it holds', () => {
  const rule = cutting('Story continues', {
    place: 'last',
    paragraphs: 1,
    sources: [source],
    must_match: ['Story continues below', 'The story continues'],
    must_keep: ['“Story continues,” she said.', 'Story continues below deck'],
  })
  expect(failingExamples(rule).map(({ text }) => text)).toEqual(['The story continues', 'Story continues below deck'])
})

test('a rule says itself in one sentence', () => {
  const rule = cutting('Story continues', { unless: [{ way: 'contains', text: 'said' }], most_words: 5, place: 'last', paragraphs: 2 })
  expect(sentenceOf(rule)).toBe(
    'Cut the paragraph in the last 2 paragraphs when it starts with “Story continues” and has at most 5 words, unless it contains “said”.',
  )
})

test('a stored rule that cannot be understood any more breaks alone', () => {
  const broken = { ...cutting(''), when: { way: 'matches', text: '(' } }
  const { find, broken: those } = matcherOf([
    { id: 'bad', version: 3, name: 'Bad', definition: broken },
    { id: 'good', version: 1, name: 'Good', definition: cutting('More here') },
  ])
  expect(find(['More here'], here).map(({ rule }) => rule.id)).toEqual(['good'])
  expect([...those]).toMatchObject([['bad', { version: 3 }]])
})

const word = fc.constantFrom('tap', 'more', 'here', 'café', 'Ａpp', 'a', 'b', 'aa', '“so”', '…', '我们', '12', 'ﬁn')
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((list) => list.join(' '))
const glued = fc.array(fc.oneof(word, fc.constantFrom(' ', '  ', '.', '\u00a0')), { maxLength: 30 }).map((list) => list.join(''))

describe('no rule is lost in the index', () => {
  test('it names exactly the literals that stand in a text', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 3, maxLength: 14 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 80 })
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 30 }), text, (literals, within) => {
        const expected = literals.flatMap((one, number) => (within.includes(one) ? [number] : []))
        expect([...literalIndex(literals)(within)].sort((a, b) => a - b)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('what a condition finds holds the literal it is looked up by', () => {
    // Each piece of a pattern with folded words that it matches.
    const piece = fc.constantFrom<[string, string]>(
      ...([
        ['abM', 'abm'],
        ['Mé b', 'me b'],
        ['…aa', '...aa'],
        ['b', 'b'],
        ['.', 'x'],
        ['\\d+', '12'],
        ['[ab]c', 'ac'],
        ['(ab|m)', 'm'],
        ['(?:b|x|)', ''],
        ['a?', ''],
        ['ma*', 'm'],
        ['aab{0,2}', 'aa'],
        ['mmb{2}', 'mmbb'],
        ['\\.a', '.a'],
        ['\\x61', 'a'],
        ['\\141b', 'ab'],
        ['(a(b)?)', 'a'],
        ['\\pLa', 'ma'],
        ['[[:digit:]\\]]b', ']b'],
      ] as [string, string][]),
    )
    let held = 0
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), (pieces) => {
        const source = pieces.map(([pattern]) => pattern).join('')
        if (!Definition.safeParse(when('matches', source)).success) return
        const { spansIn, literal } = askedOf({ way: 'matches', text: source })
        const within = `x ${pieces.map(([, text]) => text).join('')} x`
        expect(spansIn(within)).not.toEqual([])
        if (literal === null) return
        held += 1
        expect(within).toContain(literal)
      }),
      { numRuns: 1_000 },
    )
    expect(held).toBeGreaterThan(100)
  })

  test('many rules together find what each finds alone', () => {
    const definition = fc
      .record({
        way: fc.constantFrom<Way>('starts', 'ends', 'contains', 'equals'),
        text: words(3),
        stretch: fc.constantFrom('paragraph', 'sentence', 'words'),
      })
      .map(({ way, text, stretch }) => cutting('', { when: { way, text }, stretch: stretch as Definition['stretch'] }))
    fc.assert(
      fc.property(fc.array(definition, { minLength: 1, maxLength: 12 }), fc.array(glued, { maxLength: 4 }), (definitions, lines) => {
        const rules = definitions.map((one, at) => ({ id: String(at), version: 1, name: 'One', definition: one }))
        const alone = rules.flatMap((rule) => matcherOf([rule]).find(lines, here))
        expect(inOrder(matcherOf(rules).find(lines, here))).toEqual(inOrder(alone))
      }),
    )
  })
})

test('what a rule finds is what it says, at the original offsets', () => {
  fc.assert(
    fc.property(words(2), glued, glued, (text, before, after) => {
      const spans = foundBy(when('contains', text, { stretch: 'words' }), `${before} ${text} ${after}`).map(fold)
      expect(spans.length).toBeGreaterThan(0)
      // A sign of the original is never torn: of “.…” the words “...” take both, one full stop more.
      for (const found of spans) if (!found.includes('..')) expect(found).toBe(fold(text))
      for (const found of spans) expect(found).toContain(fold(text))
      for (const found of spans) expect(found.length - fold(text).length).toBeLessThanOrEqual(4)
    }),
    { numRuns: 2_000 },
  )
})

const inOrder = (found: readonly HouseFinding[]) =>
  found.map(({ line, start, end, rule }) => [rule.id, line, start, end].join(' ')).toSorted()
