import type { ArticleRow } from '../../db/tables.ts'

/** Where an article stands, in words. */
export function stateWords({ stage, publication }: Pick<ArticleRow, 'stage' | 'publication'>): string {
  const stageWords = { draft: 'a draft', review: 'in review', published: 'published', spiked: 'spiked' }[stage]
  if (publication === 'killed') return 'killed'
  if (publication === 'withdrawn') return stage === 'published' ? 'withdrawn' : `${stageWords}, withdrawn from readers`
  return publication === 'live' && stage !== 'published' ? `${stageWords}, with a live version` : stageWords
}
