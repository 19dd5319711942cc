import { markLines } from '../../server/cleaning/clean.ts'
import { languages } from '../../server/cleaning/languages.ts'
import { phrasesOf } from '../../server/cleaning/phrases.ts'
import { labelled } from './labelled/all.ts'

const story = [
  'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.',
  'Councillors voted nineteen to six to keep the boat, and the reserve fund will shrink by a third this year.',
  'The decision will be back on the agenda in November, when the council looks at the winter timetable again.',
]
const verdictsOn = (line: string): string[] => markLines([...story, line, ...story]).map(({ verdict }) => verdict)
const isCut = (line: string): boolean => verdictsOn(line).includes('cut')
const isSeen = (line: string): boolean => isCut(line) || verdictsOn(line).includes('check')

describe('languages as data', () => {
  test('at least forty are read, each once, and each new one has its labelled lines', () => {
    const codes = languages.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.length).toBeGreaterThanOrEqual(40)
    expect(Object.keys(labelled).toSorted()).toEqual(
      languages
        .filter(({ checked }) => checked === 'unseen')
        .map(({ code }) => code)
        .toSorted(),
    )
  })

  test.each(languages.filter(({ checked }) => checked === 'unseen').map((language) => [language.code, language] as const))(
    '%s: knows the labels, the calls and the words that make a call somebody else’s',
    (_, language) => {
      const { kinds, own, reporting, steps, benefits } = language
      expect(kinds['related-link']?.labels?.length).toBeGreaterThanOrEqual(12)
      expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(14)
      for (const words of [own, benefits, reporting, steps]) expect(words.length).toBeGreaterThanOrEqual(2)
      // A phrase is looked for where a letter stands, and the star is for the words around it.
      expect(phrasesOf([language]).filter(({ text }) => !/^[\p{L}\p{N}]/u.test(text) || text.includes('*'))).toEqual([])
    },
  )
})

describe('a language whose articles nobody has seen', () => {
  test.each(Object.entries(labelled))('%s: most of what is promotional is cut or asked about', (_, { promotional }) => {
    expect(promotional.filter((line) => !isSeen(line)).length / promotional.length).toBeLessThanOrEqual(0.2)
  })

  test('of all its promotional lines at least 85 % are cut or asked about, of the tempting ones at most 1 % are cut', () => {
    const promotional = Object.values(labelled).flatMap((lines) => lines.promotional)
    const tempting = Object.values(labelled).flatMap((lines) => lines.tempting)
    expect(promotional.filter(isSeen).length / promotional.length).toBeGreaterThanOrEqual(0.85)
    expect(tempting.filter(isCut).length / tempting.length).toBeLessThanOrEqual(0.01)
  })

  test('is cut where two sorts of evidence agree, and asked about where only words speak', () => {
    expect(verdictsOn('Läs också: Nattfärjan räddas')).toEqual(['cut'])
    expect(verdictsOn('Följ oss på Facebook')).toEqual(['cut'])
    expect(verdictsOn('Artikeln fortsätter efter annonsen')).toEqual(['cut'])
    expect(verdictsOn('Annons')).toEqual(['check'])
    expect(verdictsOn('Relaterat: Nattfärjan räddas')).toEqual(['check'])
  })

  test('does not weaken a language that was checked: the same words cut there', () => {
    expect(verdictsOn('Reklama')).toEqual(['cut'])
    expect(verdictsOn('Lees ook: De nachtboot vaart nog een jaar')).toEqual(['cut'])
  })

  test('reports like its neighbours: a call that two languages share stays when either of them reports it', () => {
    expect(isCut('Volg ons, het die burgemeester op Facebook gesê.')).toBe(false)
    expect(isCut('Silandele ku-Facebook, utsho usodolophu.')).toBe(false)
  })
})

describe('where no blanks stand between words', () => {
  test('a label in front of a longer word is none, and a bracket or a colon makes it one', () => {
    expect(verdictsOn('相关新闻发布会将于周三在港口举行')).toEqual([])
    expect(verdictsOn('関連記事を読んだ市長の決断')).toEqual([])
    expect(verdictsOn('相关新闻：老港口时隔多年重新开放')).toEqual(['cut'])
    expect(verdictsOn('【関連記事】古い港が再び開く')).toEqual(['cut'])
    expect(verdictsOn('[관련기사] 옛 항구 다시 문 연다')).toEqual(['cut'])
  })

  test('a label alone takes the headline below it, and leaves the paragraph', () => {
    const paragraph = '港务局周二召开会议，讨论夜间渡轮的未来。'
    const marks = markLines([paragraph, '延伸阅读', '老港口时隔多年重新开放', paragraph, paragraph, paragraph, paragraph])
    expect(marks.map(({ line, verdict }) => [line, verdict])).toEqual([
      [1, 'cut'],
      [2, 'cut'],
    ])
    expect(markLines([paragraph, '相关新闻', paragraph, paragraph, paragraph, paragraph]).map(({ line }) => line)).not.toContain(2)
  })

  test('a promotional sentence behind the last full stop is cut, and the story before it stays', () => {
    const text = '港务局周二召开会议，讨论夜间渡轮的未来。关注我们的微信公众号'
    const [mark] = markLines([text, text.slice(0, 20), text.slice(0, 20), text.slice(0, 20), text.slice(0, 20)])
    expect(mark && text.slice(mark.start, mark.end)).toBe('关注我们的微信公众号')
  })

  test('Thai sets no full stops: the line below a label is asked about, not cut', () => {
    const marks = markLines([...story, 'อ่านข่าวเพิ่มเติม', 'ท่าเรือเก่าเปิดอีกครั้งในเดือนหน้า', ...story])
    expect(marks.filter(({ line, verdict }) => line === 4 && verdict === 'cut')).toEqual([])
  })
})
