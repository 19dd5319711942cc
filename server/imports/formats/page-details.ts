import { wordsOfHtml } from './html-lines.ts'

/** What a page says about its article: by schema.org first, then by OpenGraph, then by what HTML itself has for it. */
export type PageDetails = { says: Record<string, string | undefined>; articleBody: string | undefined }

type PageElement = { textContent: string | null; getAttribute(name: string): string | null }

/** What is asked of a parsed page. */
export type Page = {
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>
}

export function detailsOf(document: Page): PageDetails {
  const data = linkedData(document)
  const meta = (...names: string[]) => metaOf(document, names)
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href')
  const says = {
    title: words(data?.['headline']) ?? meta('og:title', 'twitter:title', 'dc.title') ?? titleOf(document),
    standfirst: words(data?.['description']),
    byline: names(data?.['author']) ?? notAddress(meta('author', 'article:author', 'byl', 'dc.creator')) ?? bylineOf(document),
    language: words(data?.['inLanguage']) ?? languageOf(document) ?? meta('og:locale', 'content-language', 'dc.language'),
    source: names(data?.['publisher']) ?? meta('og:site_name'),
    url: [words(data?.['isBasedOn']), canonical, meta('og:url'), words(data?.['url'])].find(isAddress) ?? undefined,
    published_at: dateOf(
      words(data?.['datePublished']) ??
        meta('article:published_time', 'date', 'dc.date', 'pubdate', 'publish-date') ??
        document.querySelector('time[datetime]')?.getAttribute('datetime'),
    ),
  }
  return { says, articleBody: words(data?.['articleBody'], 'lines') }
}

type Data = Record<string, unknown>

function linkedData(document: Page): Data | undefined {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const found = articleIn(parsed(script.textContent ?? ''), 0)
    if (found) return found
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function articleIn(value: unknown, depth: number): Data | undefined {
  if (typeof value !== 'object' || value === null || depth > 4) return undefined
  if (Array.isArray(value)) return value.map((one) => articleIn(one, depth + 1)).find((one) => one !== undefined)
  const data = value as Data
  const types = [data['@type']].flat()
  if (types.some((type) => typeof type === 'string' && /(?:Article|BlogPosting|Report)$/.test(type))) return data
  return articleIn(data['@graph'], depth + 1)
}

// A text that is HTML in part, as some systems write it; of an article’s body the line breaks are kept.
function words(value: unknown, kept: 'words' | 'lines' = 'words'): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  return kept === 'lines' ? value : /[<&]/.test(value) ? wordsOfHtml(value) : value.trim()
}

function names(value: unknown): string | undefined {
  const all = [value].flat().map((one) => words(typeof one === 'object' && one !== null ? (one as Data)['name'] : one))
  return all.filter((name) => name !== undefined && !isAddress(name)).join(', ') || undefined
}

function metaOf(document: Page, wanted: readonly string[]): string | undefined {
  const said = new Map<string, string>()
  for (const element of document.querySelectorAll('meta[content]')) {
    const name = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('http-equiv') ??
      ''
    ).toLowerCase()
    const content = element.getAttribute('content')?.trim()
    if (content && !said.has(name)) said.set(name, content)
  }
  return wanted.map((name) => said.get(name)).find((content) => content !== undefined)
}

function titleOf(document: Page): string | undefined {
  const headings = document.querySelectorAll('h1')
  return words((headings.length === 1 ? headings[0]?.textContent : undefined) ?? document.querySelector('head > title')?.textContent)
}

function bylineOf(document: Page): string | undefined {
  const said = document.querySelector('[rel~="author"], [itemprop="author"], .byline')?.textContent?.replaceAll(/\s+/gu, ' ').trim()
  return said && said.length <= 120 ? said.replace(/^by\s+/i, '') : undefined
}

function languageOf(document: Page): string | undefined {
  return document.querySelector('html[lang], article[lang]')?.getAttribute('lang') || undefined
}

function dateOf(text: string | undefined | null): string | undefined {
  return text?.trim() || undefined
}

function notAddress(text: string | undefined): string | undefined {
  return isAddress(text) ? undefined : text
}

function isAddress(text: string | null | undefined): text is string {
  return /^https?:\/\//i.test(text ?? '')
}
